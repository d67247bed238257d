package dev.carillon.fire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class JsonStatementTest {

  private final JsonStatement statement =
      new JsonStatement(
          "SET a = {b}, c = {a} + {b} FROM {rows} WHERE d = {c}", "a A", "b B", "c C");

  @Test
  void whatVariesIsInTheRows() {
    boolean[] varying = {true, true, true};

    assertThat(statement.sql(varying))
        .isEqualTo(
            "SET a = r.b, c = r.a + r.b FROM JSON_TABLE(?, '$[*]' COLUMNS (a A PATH '$[0]' ERROR ON"
                + " ERROR, b B PATH '$[1]' ERROR ON ERROR, c C PATH '$[2]' ERROR ON ERROR)) r"
                + " WHERE d = r.c");
    assertThat(statement.parameters(varying)).containsExactly(JsonStatement.ALL_ROWS);
  }

  @Test
  void whatDoesNotIsAParameterWhereverItStands() {
    boolean[] varying = {true, false, false};

    assertThat(statement.sql(varying))
        .isEqualTo(
            "SET a = ?, c = r.a + ? FROM JSON_TABLE(?, '$[*]' COLUMNS (a A PATH '$[0]' ERROR ON"
                + " ERROR)) r WHERE d = ?");
    assertThat(statement.parameters(varying)).containsExactly(1, 1, JsonStatement.ALL_ROWS, 2);
  }

  @Test
  void aNameThatIsNoColumnIsAMistake() {
    assertThatThrownBy(() -> new JsonStatement("{rows} {z}", "a A")).hasMessageContaining("z");
  }
}
