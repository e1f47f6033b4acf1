package weakrefs.lab;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Stream;
import weakrefs.lab.Moment.Collected;
import weakrefs.lab.Moment.Look;
import weakrefs.lab.Moment.Paused;

/** What is tried in other JVMs. */
final class Mains {
  private Mains() {}

  /** Looks up 57 people, and then hangs. */
  static final class Hangs {
    private Hangs() {}

    public static void main(String[] arguments) {
      Child.untilParentEnds(
          () -> {
            Lines.say(new Duel.LookedUp(57, false));
            while (true) {
              LockSupport.park();
            }
          });
    }
  }

  /** Looks up 57 people, and then fails. */
  static final class Fails {
    private Fails() {}

    public static void main(String[] arguments) {
      Lines.say(new Duel.LookedUp(57, false));
      throw new IllegalStateException("no more film for photos");
    }
  }

  /** Ends with code 0, but without a word of how it went. */
  static final class SaysNothing {
    private SaysNothing() {}

    public static void main(String[] arguments) {}
  }

  /** A weak cache that gets there, and a strong one that hangs. */
  static final class StrongHangs {
    private StrongHangs() {}

    public static void main(String[] arguments) {
      if (arguments[0].equals("strong cache")) {
        Hangs.main(arguments);
      } else {
        Duel.LookUpEverybody.main(arguments);
      }
    }
  }

  /** A weak cache that loads the next person only when somebody has seen the one before. */
  static final class WaitsToBeSeen {
    private WaitsToBeSeen() {}

    /** The file that says so, by the process id of the JVM that looks. */
    static Path seen(long lookersPid, int loaded) {
      return Path.of(System.getProperty("java.io.tmpdir"), "seen-" + lookersPid + "-" + loaded);
    }

    public static void main(String[] arguments) {
      if (arguments[0].equals("strong cache")) {
        Duel.LookUpEverybody.main(arguments);
        return;
      }
      long parent = ProcessHandle.current().parent().orElseThrow().pid();
      Lines.untilDone(
          () -> {
            for (int loaded = 1; loaded <= Integer.parseInt(arguments[1]); loaded++) {
              Lines.say(new Duel.LookedUp(loaded, false));
              while (!Files.exists(seen(parent, loaded))) {
                LockSupport.parkNanos(1_000_000);
              }
            }
          });
    }
  }

  /** Sees a full collection where none should be. */
  static final class CollectsTooMuch {
    private CollectsTooMuch() {}

    public static void main(String[] arguments) {
      say(
          new OldAndYoung.Saw(0, 0, true, true, 60),
          new OldAndYoung.Saw(1, 1, false, true, 60),
          new OldAndYoung.Saw(1, 2, false, false, 60));
    }
  }

  /** One saw tooth, one collection, three pauses. */
  static final class SaysWhatItSaw {
    private SaysWhatItSaw() {}

    public static void main(String[] arguments) {
      say(
          new Look(.1, 1, 1, 1, 5),
          new Look(20, 12, 12, 12, 9),
          new Look(30, 6, 6, 13, 4),
          new Collected(20.5, 2.4, "G1New, G1 Evacuation Pause"),
          new Paused(20.5, 2, false),
          new Paused(21, .02, false),
          new Paused(22, .5, false));
    }
  }

  /** Sees pauses, and three stalls of a thread that had to wait for memory. */
  static final class SaysThatItStalled {
    private SaysThatItStalled() {}

    public static void main(String[] arguments) {
      say(
          new Look(.1, 1, 1, 1, 5),
          new Collected(20.5, 2.4, "ZGC, Allocation Stall"),
          new Paused(20.5, .02, false),
          new Paused(21, 12, true),
          new Paused(22, 1.5, true),
          new Paused(23, .001, true));
    }
  }

  /** Takes 1.5 times as long for weak references. */
  static final class TookItsTime {
    private TookItsTime() {}

    public static void main(String[] arguments) {
      say(
          new ManyReferences.Took(1_000, 1.1, 1.2, 1.3),
          new ManyReferences.Took(1_000_000, 100, 150, 240));
    }
  }

  private static void say(Record... all) {
    Lines.untilDone(() -> Stream.of(all).forEach(Lines::say));
  }

  /** Says the same again and again. */
  static final class PrintsWithoutEnd {
    private PrintsWithoutEnd() {}

    public static void main(String[] arguments) {
      Child.untilParentEnds(
          () -> {
            while (true) {
              System.out.println("again");
            }
          });
    }
  }

  /** Ends while a thread still watches for its parent's end, as on Windows. */
  static final class EndsBesideItsWatch {
    private EndsBesideItsWatch() {}

    public static void main(String[] arguments) {
      Child.untilParentEnds(() -> System.out.println("done"), true);
      Thread.getAllStackTraces().keySet().stream()
          .filter(thread -> thread.getName().equals("ends with its parent"))
          .forEach(thread -> System.out.println("still watched: " + !thread.isInterrupted()));
    }
  }

  /** Tells what options and environment it has got. */
  static final class TellsItsOptions {
    private TellsItsOptions() {}

    public static void main(String[] arguments) {
      System.out.println(ManagementFactory.getRuntimeMXBean().getInputArguments());
      System.out.println("test.meddled=" + System.getProperty("test.meddled"));
    }
  }

  /** A JVM that starts {@link TellsItsOptions}, as a notebook's kernel would. */
  static final class StartsAChild {
    private StartsAChild() {}

    public static void main(String[] arguments) {
      System.out.println("parent: test.meddled=" + System.getProperty("test.meddled"));
      Child.Words words = new Child.Words("", "", "");
      List<String> flags = List.of("-Xmx16m");
      try (Child child = Child.java(words, flags, TellsItsOptions.class, line -> false)) {
        child.finish(Duration.ofSeconds(60));
        child.said().lines().forEach(line -> System.out.println("child: " + line));
      }
    }
  }

  /** A JVM that starts {@link Hangs}, says its process id, and waits for it. */
  static final class StartsAChildThatHangs {
    private StartsAChildThatHangs() {}

    public static void main(String[] arguments) throws InterruptedException {
      CountDownLatch speaks = new CountDownLatch(1);
      Predicate<String> ear =
          line -> {
            speaks.countDown();
            return true;
          };
      Child.Words words = new Child.Words("", "", "");
      try (Child child = Child.java(words, List.of(), Hangs.class, ear)) {
        speaks.await();
        System.out.println(child.handle().pid());
        child.finish(Duration.ofMinutes(5));
      }
    }
  }

  /** A JVM that runs a Python which writes its process id into a file, and then hangs. */
  static final class StartsAPythonThatHangs {
    private StartsAPythonThatHangs() {}

    public static void main(String[] arguments) {
      Python.run(
          """
          import os, time
          with open("part", "w") as file:
              file.write(str(os.getpid()))
          os.replace("part", "%s")
          while True:
              time.sleep(1)
          """
              .formatted(arguments[0]));
    }
  }
}
