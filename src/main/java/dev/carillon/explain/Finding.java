package dev.carillon.explain;

import dev.carillon.explain.Reason.Code;
import dev.carillon.fire.Fire;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is found of an instant, as it grows. */
final class Finding {

  private final Outcome outcome;
  private final String summary;
  private final List<Reason> reasons = new ArrayList<>();
  private final List<Related> related = new ArrayList<>();

  Finding(Outcome outcome, String summary) {
    this.outcome = outcome;
    this.summary = summary;
  }

  /** Adds a reason; none if there is no text. */
  Finding because(Code code, @Nullable String text) {
    if (text != null) {
      reasons.add(new Reason(code, text));
    }
    return this;
  }

  Finding with(Related.Role role, Fire fire) {
    related.add(new Related(role, fire));
    return this;
  }

  Outcome outcome() {
    return outcome;
  }

  String summary() {
    return summary;
  }

  List<Reason> reasons() {
    return List.copyOf(reasons);
  }

  List<Related> related() {
    return List.copyOf(related);
  }
}
