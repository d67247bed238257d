package dev.carillon.trigger.cron;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/** The values of one field, as bits from the least value of the field upwards. Immutable. */
final class ValueSet {

  private static final Map<CronField, ValueSet> ALL = new EnumMap<>(CronField.class);

  static {
    for (CronField field : CronField.values()) {
      ALL.put(field, new Builder(field).addRange(field.min(), field.max(), 1).build());
    }
  }

  private final CronField field;
  private final long[] words;
  private final int size;

  private ValueSet(CronField field, long[] words) {
    this.field = field;
    this.words = words;
    int count = 0;
    for (long word : words) {
      count += Long.bitCount(word);
    }
    this.size = count;
  }

  static ValueSet all(CronField field) {
    return Objects.requireNonNull(ALL.get(field));
  }

  /** Bit n stands for value n. Only for fields below 64. */
  static ValueSet ofBits(CronField field, long bits) {
    return new ValueSet(field, new long[] {(bits & all(field).bits()) >>> field.min()});
  }

  /** The values as one bit set, bit n for value n. Only for fields below 64. */
  long bits() {
    return words[0] << field.min();
  }

  boolean isAll() {
    return size == field.max() - field.min() + 1;
  }

  int size() {
    return size;
  }

  /** The least value that is not below {@code value}; -1 if there is none. */
  int next(int value) {
    int bit = Math.max(value - field.min(), 0);
    int index = bit >> 6;
    if (index >= words.length) {
      return -1;
    }
    long word = words[index] & (-1L << bit);
    while (word == 0) {
      if (++index == words.length) {
        return -1;
      }
      word = words[index];
    }
    return field.min() + (index << 6) + Long.numberOfTrailingZeros(word);
  }

  IntStream stream() {
    return IntStream.iterate(next(field.min()), v -> v >= 0, v -> next(v + 1));
  }

  /** Collects the values of a field. */
  static final class Builder {

    private final CronField field;
    private final long[] words;

    Builder(CronField field) {
      this.field = field;
      this.words = new long[(field.max() - field.min() + 64) >> 6];
    }

    Builder addRange(int from, int to, int step) {
      for (int value = from; value <= to; value += step) {
        int bit = value - field.min();
        words[bit >> 6] |= 1L << bit;
      }
      return this;
    }

    ValueSet build() {
      return new ValueSet(field, Arrays.copyOf(words, words.length));
    }
  }
}
