package weakrefs.exercise;

import static weakrefs.exercise.Verdict.correct;
import static weakrefs.exercise.Verdict.notAttempted;
import static weakrefs.exercise.Verdict.notYet;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import weakrefs.story.Person;
import weakrefs.story.PhoneBook;

/** Notebooks 05 and 06: what to do with a reference that may be cleared. */
final class ReferenceChecks {
  private ReferenceChecks() {}

  /** A reference to somebody who goes right after the first look. */
  private static final class Fleeting<T> extends WeakReference<T> {
    int looks;

    Fleeting(T referent) {
      super(referent);
    }

    @Override
    public T get() {
      looks++;
      T found = super.get();
      clear();
      return found;
    }
  }

  /** A reference to somebody who goes between a look with refersTo and the first get. */
  private static final class Leaving<T> extends WeakReference<T> {
    Leaving(T referent) {
      super(referent);
    }

    @Override
    public T get() {
      clear();
      return null;
    }
  }

  static Verdict nameOf(Function<WeakReference<Person>, String> nameOf) {
    if (nameOf == null) {
      return notAttempted("Write a function that asks the reference once.");
    }
    return Attempt.run(
        () -> {
          Person ada = new PhoneBook(1).load("Ada");
          String held = nameOf.apply(new WeakReference<>(ada));
          WeakReference<Person> empty = new WeakReference<>(null);
          String gone;
          try {
            gone = nameOf.apply(empty);
          } catch (NullPointerException e) {
            return notYet(
                "For somebody who's gone, your function threw a NullPointerException. What does get() return then?");
          }
          if (!"Ada".equals(held)) {
            return notYet("We hold Ada, but your function returned “%s”.", held);
          }
          if (!"gone".equals(gone)) {
            return notYet(
                "For somebody who's gone, your function returned “%s” and not “gone”.", gone);
          }
          Fleeting<Person> fleeting = new Fleeting<>(ada);
          try {
            nameOf.apply(fleeting);
          } catch (NullPointerException e) {
            return fleeting.looks > 1
                ? notAttempted(
                    "Your function calls get() twice. In between we cleared the reference, as a collection might, so the second call returned null.")
                : notYet("Your function threw a NullPointerException.");
          }
          try {
            nameOf.apply(new Leaving<>(ada));
          } catch (NullPointerException e) {
            return notYet(
                "Your function looks twice, because refersTo is a look too. Right after it we cleared the reference, as a collection might, so get() returned null.");
          }
          return fleeting.looks == 1
              ? correct(
                  "You call get() once and keep the result in a variable, so from there on nobody can take Ada away.")
              : notYet(
                  "Your function looks at the reference %d times, and a collection may come by in between. Look once, and keep what you get.",
                  fleeting.looks);
        });
  }

  static Verdict countGone(Function<ReferenceQueue<Person>, Integer> count) {
    if (count == null) {
      return notAttempted("Write a function that takes the references out of the queue.");
    }
    ReferenceQueue<Person> none = new ReferenceQueue<>();
    Integer nobody;
    try {
      nobody = Attempt.run(() -> count.apply(none), Duration.ofSeconds(2));
    } catch (Attempt.Failed e) {
      return notYet(
          "We tried an empty queue. %s%s",
          e.getMessage(),
          e.tookTooLong ? " (remove() waits until something comes; poll() doesn't.)" : "");
    }
    ReferenceQueue<Person> three = new ReferenceQueue<>();
    List<Reference<Person>> references = new ArrayList<>();
    Person ada = new PhoneBook(1).load("Ada");
    for (int i = 0; i < 3; i++) {
      Reference<Person> reference = new WeakReference<>(ada, three);
      references.add(reference);
      reference.enqueue();
    }
    Integer found = Attempt.run(() -> count.apply(three));
    boolean drained = three.poll() == null;
    Reference.reachabilityFence(references);
    if (nobody == null || found == null) {
      return notYet("Your function returned null. Return a number, or 0 for an empty queue.");
    }
    if (nobody != 0) {
      return notYet("For an empty queue, your function returned %d.", nobody);
    }
    if (found == 0 && !drained) {
      return notAttempted(
          "There were three references in the queue, but your function didn't count any of them.");
    }
    if (found != 3 || !drained) {
      return notYet(
          "There were three references in the queue, but your function counted %d%s. Keep going until poll() returns null.",
          found, drained ? "" : " and left some in there");
    }
    return correct("Your function counted all three, and the queue is empty.");
  }

  static Verdict ring(Function<List<WeakReference<Runnable>>, Integer> ring) {
    if (ring == null) {
      return notAttempted("Write a function that calls every guest who's still there.");
    }
    return Attempt.run(
        () -> {
          List<AtomicInteger> calls =
              IntStream.range(0, 3).mapToObj(i -> new AtomicInteger()).toList();
          List<Runnable> guests = calls.stream().<Runnable>map(c -> c::incrementAndGet).toList();
          List<WeakReference<Runnable>> list = new ArrayList<>();
          list.add(new WeakReference<>(guests.get(0)));
          list.add(new WeakReference<>(null));
          list.add(new WeakReference<>(null));
          list.add(new WeakReference<>(guests.get(1)));
          Fleeting<Runnable> fleeting = new Fleeting<>(guests.get(2));
          list.add(fleeting);
          Leaving<Runnable> leaving = new Leaving<>(() -> {});
          list.add(leaving);
          Integer called;
          try {
            called = ring.apply(list);
          } catch (NullPointerException e) {
            return fleeting.looks > 1
                ? notYet(
                    "A guest was gone between your two get() calls. Look once, and keep what you get in a variable.")
                : notYet(
                    "A guest was gone, and your function tried to call null. Check what get() returns.");
          } catch (ConcurrentModificationException e) {
            return notYet(
                "Your function removes from the list while it's going through it. Remove references afterward, with removeIf.");
          }
          int heard = calls.stream().mapToInt(AtomicInteger::get).sum();
          Reference.reachabilityFence(guests);
          if (heard == 0) {
            return notAttempted(
                "Three guests were there, but your function didn't call any of them.");
          }
          // Who is asked a second time has left by then, and needs no call.
          int there = fleeting.looks > 1 && calls.get(2).get() == 0 ? 2 : 3;
          if (heard != there || calls.stream().anyMatch(c -> c.get() > 1)) {
            return notYet("%d guests were there, but your function made %d calls.", there, heard);
          }
          if (list.contains(null)) {
            return notYet("Now there's a null in the list. Remove the empty references instead.");
          }
          list.removeAll(List.of(fleeting, leaving)); // they may stay or not
          if (list.stream().anyMatch(r -> r.refersTo(null))) {
            return notYet(
                "Your function called everyone, but the empty references are still in the list. Remove them.");
          }
          if (list.size() != 2) {
            return notYet("Your function removed some guests who are still there.");
          }
          if (called == null || called != heard) {
            return notYet("Your function called %d guests but returned %s.", heard, called);
          }
          return correct(
              "Your function called everyone who's there, and only they are still on the list.");
        });
  }
}
