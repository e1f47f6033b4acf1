package weakrefs.lab;

/**
 * Whether a program is started on Windows, where it has a different name, and its lines have a
 * different end. What depends on it takes it as a parameter.
 */
final class Windows {
  static final boolean HERE = is(System.getProperty("os.name"));

  private Windows() {}

  static boolean is(String osName) {
    return osName.startsWith("Windows");
  }

  /** The file of a program such as {@code java}. */
  static String program(String name, boolean onWindows) {
    return onWindows ? name + ".exe" : name;
  }
}
