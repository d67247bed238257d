package dev.carillon.job;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;

/** A state that this version does not know must not make a whole page unreadable. */
@Converter
class JobStateColumn implements AttributeConverter<JobState, String> {

  @Override
  public String convertToDatabaseColumn(JobState state) {
    return state.name();
  }

  @Override
  public JobState convertToEntityAttribute(String column) {
    return JobState.read(column);
  }
}
