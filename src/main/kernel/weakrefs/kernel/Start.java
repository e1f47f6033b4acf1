package weakrefs.kernel;

import java.io.File;
import org.dflib.jjava.jupyter.channels.Loop;

/**
 * Starts JJava with the libraries on the JVM's class path, but not on that of JShell's compiler.
 *
 * <p>The JVM finds them in its archive. The compiler takes its class path from a property, and would
 * open every jar in it before the first cell. As on the kernel as JJava brings it, a cell's {@code
 * %classpath} tells the compiler of them.
 */
final class Start {
  private Start() {}

  public static void main(String[] args) throws Exception {
    String jars = System.getProperty("java.class.path");
    System.setProperty("java.class.path", jars.substring(0, jars.indexOf(File.pathSeparatorChar)));
    Thread.setDefaultUncaughtExceptionHandler(Start::uncaught);
    String refusal = Refusal.reason();
    try {
      if (refusal == null) {
        org.dflib.jjava.distro.JJava.main(args);
      } else {
        Refusal.serve(args[0], refusal);
      }
    } catch (Throwable e) {
      // Such as a port that another program has taken since Jupyter chose it. Threads that were started already would
      // keep the JVM alive, and Jupyter waiting; of one that has ended JupyterLab says so, and starts it again.
      e.printStackTrace();
      System.exit(1);
    }
  }

  /**
   * JJava's thread for a channel ends at what it didn't expect, and the notebook would wait for ever:
   * at a message that isn't signed with this kernel's key (any program on the machine can send one,
   * and it is thrown away), or where the heap is full for a moment. So it goes on.
   */
  private static void uncaught(Thread thread, Throwable thrown) {
    if (thrown instanceof ThreadDeath) {
      return; // as without a handler
    }
    System.err.print("Exception in thread \"" + thread.getName() + "\" ");
    thrown.printStackTrace();
    if (thread instanceof Loop loop && isPassing(thrown)) {
      loop.onError(Start::next);
      loop.run(); // in this very thread, which would have ended
    }
  }

  /** For a loop: how long it sleeps before it goes on, or less than 0 if it ends. */
  private static long next(Throwable thrown) {
    thrown.printStackTrace();
    return isPassing(thrown) ? 0 : -1;
  }

  private static boolean isPassing(Throwable thrown) {
    return thrown instanceof SecurityException || thrown instanceof OutOfMemoryError;
  }
}
