package dev.carillon.fire;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A statement that works on many rows at once, which it reads with JSON_TABLE. What is the same in
 * all of the rows is a plain parameter: the database takes apart only what differs.
 *
 * <p>In the text {@code {rows}} stands for the table and {@code {name}} for the value of a column.
 * Instants are CHAR(26), UUIDs CHAR(32) for UNHEX. Texts are one longer than the column they go to,
 * because MariaDB cuts what does not fit: the column refuses it then. MySQL writes NULL instead of
 * refusing without ERROR ON ERROR.
 */
public final class JsonStatement {

  /** Stands for the rows among its parameters. */
  static final int ALL_ROWS = -1;

  private static final String ROWS = "rows";

  private final List<String> columns;
  private final Map<String, Integer> positions = new HashMap<>();

  /** Texts and, at odd indices, names. */
  private final String[] parts;

  /**
   * @param text with {@code {rows}} once
   * @param columns name and type of each, in the order in which rows have their values
   */
  public JsonStatement(String text, String... columns) {
    this.columns = List.of(columns);
    this.parts = text.split("[{}]", -1);
    for (String column : columns) {
      positions.put(column.substring(0, column.indexOf(' ')), positions.size());
    }
    for (int i = 1; i < parts.length; i += 2) {
      if (!parts[i].equals(ROWS) && !positions.containsKey(parts[i])) {
        throw new IllegalArgumentException("There is no column " + parts[i]);
      }
    }
  }

  int width() {
    return columns.size();
  }

  /** Its SQL if only those columns are in the rows. */
  String sql(boolean[] varying) {
    StringBuilder sql = new StringBuilder(2_048);
    for (int i = 0; i < parts.length; i++) {
      if (i % 2 == 0) {
        sql.append(parts[i]);
      } else if (parts[i].equals(ROWS)) {
        appendTable(sql, varying);
      } else {
        sql.append(varying[position(i)] ? "r." + parts[i] : "?");
      }
    }
    return sql.toString();
  }

  /**
   * The columns whose values are its parameters, in their order; {@link #ALL_ROWS} for the rows.
   */
  List<Integer> parameters(boolean[] varying) {
    List<Integer> parameters = new ArrayList<>();
    for (int i = 1; i < parts.length; i += 2) {
      int position = position(i);
      if (position == ALL_ROWS || !varying[position]) {
        parameters.add(position);
      }
    }
    return parameters;
  }

  private int position(int part) {
    return positions.getOrDefault(parts[part], ALL_ROWS);
  }

  private void appendTable(StringBuilder sql, boolean[] varying) {
    String separator = "JSON_TABLE(?, '$[*]' COLUMNS (";
    int index = 0;
    for (int i = 0; i < columns.size(); i++) {
      if (varying[i]) {
        sql.append(separator).append(columns.get(i));
        sql.append(" PATH '$[").append(index++).append("]' ERROR ON ERROR");
        separator = ", ";
      }
    }
    sql.append(")) r");
  }
}
