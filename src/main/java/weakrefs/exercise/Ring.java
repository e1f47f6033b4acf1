package weakrefs.exercise;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;

@Exercise(notebook = "06", name = "a polite bell")
record Ring(Function<List<WeakReference<Runnable>>, Integer> ring) implements Check {
  @Override
  public String look() {
    Unsolved.given(
        Function.class, ring, "Write a function that calls every guest who's still there.");
    return Attempt.run(this::tryIt);
  }

  private String tryIt() {
    List<AtomicInteger> calls = Stream.generate(AtomicInteger::new).limit(3).toList();
    List<Runnable> guests = calls.stream().<Runnable>map(c -> c::incrementAndGet).toList();
    Fleeting<Runnable> fleeting = Fleeting.to(guests.get(2));
    Fleeting<Runnable> leaving = Fleeting.leaving(() -> {});
    List<WeakReference<Runnable>> list =
        new ArrayList<>(
            List.of(
                new WeakReference<>(guests.get(0)),
                new WeakReference<>(null),
                new WeakReference<>(null),
                new WeakReference<>(guests.get(1)),
                fleeting,
                leaving));
    Integer called;
    try {
      called = ring.apply(list);
    } catch (NullPointerException e) {
      throw fleeting.looks > 1
          ? Unsolved.notYet(
              "A guest was gone between your two get() calls. Look once, and keep what you get in a variable.")
          : Unsolved.notYet(
              "A guest was gone, and your function tried to call null. Check what get() returns.");
    } catch (ConcurrentModificationException e) {
      throw Unsolved.notYet(
          "Your function removes from the list while it's going through it. Remove references afterward, with removeIf.");
    }
    int heard = calls.stream().mapToInt(AtomicInteger::get).sum();
    Reference.reachabilityFence(guests);
    if (heard == 0) {
      throw Unsolved.notAttempted(
          "Three guests were there, but your function didn't call any of them.");
    }
    // A guest who's asked twice is gone by the second time, and needs no call.
    int there = fleeting.looks > 1 && calls.get(2).get() == 0 ? 2 : 3;
    if (heard != there || calls.stream().anyMatch(c -> c.get() > 1)) {
      throw Unsolved.notYet("%d guests were there, but your function made %d calls.", there, heard);
    }
    if (list.contains(null)) {
      throw Unsolved.notYet("Now there's a null in the list. Remove the empty references instead.");
    }
    list.removeAll(List.of(fleeting, leaving)); // they may stay or not
    if (list.stream().anyMatch(r -> r.refersTo(null))) {
      throw Unsolved.notYet(
          "Your function called everyone, but the empty references are still in the list. Remove them.");
    }
    if (list.size() != 2) {
      throw Unsolved.notYet("Your function removed some guests who are still there.");
    }
    if (called == null || called != heard) {
      throw Unsolved.notYet("Your function called %d guests but returned %s.", heard, called);
    }
    return "Your function called everyone who's there, and only they are still on the list.";
  }
}
