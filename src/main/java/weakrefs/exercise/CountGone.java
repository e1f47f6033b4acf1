package weakrefs.exercise;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import weakrefs.story.Person;
import weakrefs.story.PhoneBook;

@Exercise(notebook = "05", name = "who's gone")
record CountGone(Function<ReferenceQueue<Person>, Integer> count) implements Check {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  @Override
  public String look() {
    Unsolved.given(
        Function.class, count, "Write a function that takes the references out of the queue.");
    Integer nobody = countNobody();
    ReferenceQueue<Person> queue = new ReferenceQueue<>();
    Person ada = new PhoneBook(1).load("Ada");
    List<WeakReference<Person>> three =
        Stream.generate(() -> new WeakReference<>(ada, queue)).limit(3).toList();
    three.forEach(Reference::enqueue);
    Integer found = Attempt.run(() -> count.apply(queue));
    boolean drained = queue.poll() == null;
    Reference.reachabilityFence(three);
    if (nobody == null || found == null) {
      throw Unsolved.notYet(
          "Your function returned null. Return a number, or 0 for an empty queue.");
    }
    if (nobody != 0) {
      throw Unsolved.notYet("For an empty queue, your function returned %d.", nobody);
    }
    if (found == 0 && !drained) {
      throw Unsolved.notAttempted(
          "There were three references in the queue, but your function didn't count any of them.");
    }
    if (found != 3 || !drained) {
      throw Unsolved.notYet(
          "There were three references in the queue, but your function counted %d%s. Keep going until poll() returns null.",
          found, drained ? "" : " and left some in there");
    }
    return "Your function counted all three, and the queue is empty.";
  }

  private Integer countNobody() {
    ReferenceQueue<Person> empty = new ReferenceQueue<>();
    String tooLong =
        Attempt.stillRunning(PATIENCE) + " (remove() waits until something comes; poll() doesn't.)";
    try {
      return Attempt.run(() -> count.apply(empty), PATIENCE, tooLong);
    } catch (Unsolved e) {
      throw Unsolved.notYet("We tried an empty queue. %s", e.getMessage());
    }
  }
}
