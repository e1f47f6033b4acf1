package weakrefs.notebook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What a click asked for: work in a separate thread, with a deadline. */
final class Click {
  /** In bytes. More isn't read below a button. */
  private static final int MOST_PRINTED = 2_000;

  private static final Duration NOTICED = Duration.ofMillis(200);

  private static final String STOPPED =
      "That took longer than %d seconds, so it was told to stop. If the notebook is slow now,"
          + " restart its kernel.";

  private Click() {}

  /**
   * Does the work, and waits for it.
   *
   * @param slow run if the work takes so long that somebody might click again
   * @return in words, what it printed and what it threw; empty if it did neither
   */
  static String run(Runnable work, Duration deadline, Runnable slow) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
                done.complete(null);
              } catch (Throwable e) { // whatever it is, the notebook goes on
                done.completeExceptionally(e);
              }
            },
            "click");
    thread.setDaemon(true);
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(new Printed(thread, printed, out), true, UTF_8));
    System.setErr(new PrintStream(new Printed(thread, printed, err), true, UTF_8));
    String trouble = "";
    try {
      thread.start();
      if (!isDone(done, NOTICED)) {
        slow.run();
        done.get(deadline.minus(NOTICED).toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (ExecutionException e) {
      trouble = inWords(e.getCause());
    } catch (TimeoutException | InterruptedException e) {
      thread.interrupt();
      trouble = STOPPED.formatted(deadline.toSeconds());
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
    return (printed.toString(UTF_8) + "\n" + trouble).strip();
  }

  private static boolean isDone(Future<?> work, Duration patience)
      throws InterruptedException, ExecutionException {
    try {
      work.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    }
  }

  static String inWords(Throwable thrown) {
    String what;
    try {
      what = thrown.toString();
    } catch (Throwable e) { // its message may be anybody's code
      what = thrown.getClass().getName();
    }
    return "That didn't work: " + what + ". Run the cell again to start over.";
  }

  /** Keeps what one thread prints; everything else goes where it always went. */
  private static final class Printed extends OutputStream {
    private final Thread thread;
    private final ByteArrayOutputStream kept;
    private final PrintStream usual;

    Printed(Thread thread, ByteArrayOutputStream kept, PrintStream usual) {
      this.thread = thread;
      this.kept = kept;
      this.usual = usual;
    }

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
      if (Thread.currentThread() != thread) {
        usual.write(bytes, from, length);
      } else if (kept.size() < MOST_PRINTED) {
        kept.write(bytes, from, Math.min(length, MOST_PRINTED - kept.size()));
      }
    }

    @Override
    public void flush() {
      if (Thread.currentThread() != thread) {
        usual.flush();
      }
    }
  }
}
