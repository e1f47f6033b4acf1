package weakrefs.kernel;

import java.io.File;
import java.util.Objects;
import org.dflib.jjava.shaded.org.zeromq.ZMQException;

/**
 * Starts JJava with the libraries on the JVM's class path, but not on that of JShell's compiler.
 *
 * <p>The JVM has them in its archive. The compiler takes its class path from a property, and would
 * open every jar on it before the first cell, which would take a tenth of the time to the first
 * result. As with JJava's original kernel, a cell's {@code %classpath} tells the compiler about
 * them.
 */
final class Start {
  private Start() {}

  public static void main(String[] args) throws Exception {
    if (args.length == 0) { // start.py asks whether this JVM accepts the learner's options
      System.out.println(Objects.requireNonNullElse(Refusal.tooLittleMemory(), "ready"));
      return;
    }
    String jars = System.getProperty("java.class.path");
    System.setProperty("java.class.path", jars.substring(0, jars.indexOf(File.pathSeparatorChar)));
    afterAFullHeap(Thread.currentThread()); // now its strings exist, which would take memory later
    Thread.setDefaultUncaughtExceptionHandler(Start::uncaught);
    try {
      String reason = Refusal.reason();
      if (reason == null) {
        reason = run(args);
      }
      if (reason != null) {
        Refusal.serve(args[0], reason);
      }
    } catch (Throwable e) {
      // For example, a program has taken a port since Jupyter chose it. Threads that have already
      // started would keep the JVM alive and Jupyter waiting; if a kernel ends, JupyterLab says so
      // and restarts it.
      e.printStackTrace();
      System.exit(1);
    }
  }

  /**
   * Runs JJava until Jupyter is done, or says why it can't start. If something is wrong that only
   * JJava can find, such as a {@code JJAVA_STARTUP_SCRIPT}, it throws an exception before it takes
   * a port, so {@link Refusal} can have the ports.
   */
  private static String run(String[] args) {
    try {
      CourseKernel.serve(args[0]);
      return null;
    } catch (ZMQException e) {
      throw e; // a port is taken, so we can't use it to give a reason either
    } catch (Throwable e) {
      e.printStackTrace();
      return Refusal.reason(e);
    }
  }

  /**
   * Handles what no other handler has caught. Without JeroMQ's own threads nothing gets to the
   * notebook anymore. If a cell's thread throws something outside JJava's reach, it's because the
   * heap is full, and JJava would wait for the cell forever.
   */
  private static void uncaught(Thread thread, Throwable thrown) {
    if (thrown instanceof OutOfMemoryError) {
      Reserve.giveUp();
      afterAFullHeap(thread);
    }
    if (!(thrown instanceof ThreadDeath)) { // as without a handler
      try {
        System.err.print("Exception in thread \"" + thread.getName() + "\" ");
        thrown.printStackTrace();
      } catch (OutOfMemoryError e) {
        // then we don't say anything
      }
    }
  }

  /** Tries again where there's no memory for this either, because nobody else ends the wait. */
  private static void afterAFullHeap(Thread thread) {
    while (true) {
      try {
        if (thread.getName().startsWith("iothread") || thread.getName().startsWith("reaper")) {
          Ending.becauseTheHeapIsFull();
        }
        if (CellThreads.isOne(thread)) {
          CourseKernel.cellHasFilledTheHeap();
        }
        return;
      } catch (OutOfMemoryError e) {
        Thread.yield();
      }
    }
  }
}
