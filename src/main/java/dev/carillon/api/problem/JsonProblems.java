package dev.carillon.api.problem;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import dev.carillon.job.InvalidPolicyException;
import dev.carillon.target.InvalidTargetException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** From what the JSON reader says to the member it is about and words a caller understands. */
public final class JsonProblems {

  private JsonProblems() {}

  /** The request that this failure makes invalid. */
  public static InvalidRequestException of(JsonProcessingException failure) {
    if (failure instanceof JsonMappingException mapping) {
      String pointer = pointer(mapping.getPath());
      if (mapping.getCause() instanceof InvalidPolicyException policy) {
        return new InvalidRequestException(pointer + policy.pointer(), message(policy));
      }
      if (mapping.getCause() instanceof InvalidTargetException target) {
        return new InvalidRequestException(pointer + target.pointer(), message(target));
      }
      String about = mapping instanceof InvalidTypeIdException ? pointer + "/type" : pointer;
      return new InvalidRequestException(about, message(mapping));
    }
    JsonLocation at = failure.getLocation();
    String where = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
    return new InvalidRequestException(
        "", "not valid JSON" + where + ": " + firstLine(failure.getOriginalMessage()));
  }

  private static String message(JsonMappingException failure) {
    if (failure instanceof UnrecognizedPropertyException unknown) {
      String known =
          unknown.getKnownPropertyIds() == null
              ? ""
              : unknown.getKnownPropertyIds().stream()
                  .map(String::valueOf)
                  .sorted()
                  .collect(Collectors.joining(", ", "; known members are ", ""));
      return "unknown member '" + unknown.getPropertyName() + "'" + known;
    }
    if (failure instanceof InvalidTypeIdException type) {
      return type.getTypeId() == null
          ? "the member 'type' is missing"
          : "unknown type '" + type.getTypeId() + "'";
    }
    if (failure instanceof InvalidFormatException format) {
      return "'" + format.getValue() + "' is not valid: expected " + expected(format);
    }
    if (failure instanceof MismatchedInputException mismatch) {
      return "wrong type: expected " + expected(mismatch);
    }
    return firstLine(failure.getOriginalMessage());
  }

  private static String expected(MismatchedInputException failure) {
    Class<?> type = failure.getTargetType();
    if (type == null) {
      return "another value";
    }
    if (type.isEnum()) {
      return "one of "
          + Arrays.stream(type.getEnumConstants())
              .map(String::valueOf)
              .collect(Collectors.joining(", "));
    }
    return switch (type.getSimpleName()) {
      case "Duration" -> "an ISO-8601 duration such as PT30S";
      case "Instant" -> "an RFC 3339 instant such as 2027-01-01T00:00:00Z";
      case "Integer", "int", "Long", "long" -> "a whole number";
      case "Double", "double" -> "a number";
      case "String" -> "a string";
      case "Boolean", "boolean" -> "true or false";
      case "List", "ArrayList" -> "an array";
      default -> "an object";
    };
  }

  private static String pointer(List<JsonMappingException.Reference> path) {
    return path.stream()
        .map(
            step ->
                step.getFieldName() == null
                    ? String.valueOf(step.getIndex())
                    : step.getFieldName().replace("~", "~0").replace("/", "~1"))
        .map(step -> "/" + step)
        .collect(Collectors.joining());
  }

  private static String message(RuntimeException failure) {
    return failure.getMessage() == null ? "not valid" : failure.getMessage();
  }

  private static String firstLine(String text) {
    // What the reader tells of its own settings and sources is of no use to a caller.
    return text.lines()
        .findFirst()
        .orElse("")
        .replaceAll(", from `[^`]*`| \\(start marker at.*", "");
  }
}
