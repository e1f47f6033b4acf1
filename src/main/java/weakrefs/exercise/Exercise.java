package weakrefs.exercise;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Where an exercise is, and what it's called there: on each {@link Check}. */
@Retention(RetentionPolicy.RUNTIME)
@interface Exercise {
  /** The number of its notebook: {@code "02"}. */
  String notebook();

  /** As the learner sees it in the line of all exercises of that notebook. */
  String name();
}
