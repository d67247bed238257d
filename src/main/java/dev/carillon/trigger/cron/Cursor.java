package dev.carillon.trigger.cron;

import java.util.ArrayList;
import java.util.List;

/** A place in the text of one field. Only ASCII letters and digits are letters and digits. */
final class Cursor {

  private final CronField field;
  private final String text;
  private final int start;
  private final int end;
  private int position;

  /**
   * @param text the whole text, for messages
   * @param start where this part begins
   * @param end where it ends, exclusive
   */
  Cursor(CronField field, String text, int start, int end) {
    this.field = field;
    this.text = text;
    this.start = start;
    this.end = end;
    this.position = start;
  }

  /** The parts between commas, without the blanks around them. */
  List<Cursor> items() {
    List<Cursor> items = new ArrayList<>(2);
    int from = start;
    for (int i = start; i <= end; i++) {
      if (i == end || text.charAt(i) == ',') {
        Cursor item = new Cursor(field, text, skipBlanks(from, i), i).trimEnd();
        if (item.done()) {
          throw item.error("nothing here");
        }
        items.add(item);
        from = i + 1;
      }
    }
    return items;
  }

  private int skipBlanks(int from, int to) {
    int i = from;
    while (i < to && text.charAt(i) == ' ') {
      i++;
    }
    return i;
  }

  private Cursor trimEnd() {
    int to = end;
    while (to > start && text.charAt(to - 1) == ' ') {
      to--;
    }
    return to == end ? this : new Cursor(field, text, start, to);
  }

  String text() {
    return text.substring(start, end);
  }

  boolean done() {
    return position == end;
  }

  boolean accept(char expected) {
    if (!done() && text.charAt(position) == expected) {
      position++;
      return true;
    }
    return false;
  }

  boolean atDigit() {
    return !done() && isDigit(text.charAt(position));
  }

  boolean atLetter() {
    return !done() && isLetter(text.charAt(position));
  }

  /** Reads digits. */
  int number() {
    int from = position;
    int value = 0;
    int digits = field == CronField.YEAR ? 4 : 2;
    while (atDigit()) {
      value = value * 10 + text.charAt(position++) - '0';
      if (position - from > digits) {
        throw error(from, "a number of more than " + digits + " digits");
      }
    }
    if (position == from) {
      throw error("a number is needed");
    }
    return value;
  }

  /** Reads letters; empty if there are none. */
  String letters() {
    int from = position;
    while (atLetter()) {
      position++;
    }
    return text.substring(from, position);
  }

  int position() {
    return position;
  }

  void reset(int to) {
    position = to;
  }

  void expectEnd() {
    if (!done()) {
      throw error("\"" + text.substring(position, end) + "\" does not belong here");
    }
  }

  CronFormatException error(String problem) {
    return error(position, problem);
  }

  CronFormatException error(int at, String problem) {
    String place =
        text.isEmpty() ? "is empty" : "\"" + text + "\", position " + (at + 1) + ": " + problem;
    return new CronFormatException(
        field, field.member() + " " + place + "; valid is " + Grammar.of(field));
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
