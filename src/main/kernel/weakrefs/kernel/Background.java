package weakrefs.kernel;

/** What goes on beside the cells, and doesn't keep the JVM alive. */
final class Background {
  private Background() {}

  static void begin(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }
}
