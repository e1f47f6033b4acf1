package weakrefs.kernel;

import java.io.File;

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
}
