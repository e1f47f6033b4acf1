package weakrefs.bench;

import java.util.List;
import jdk.jshell.JShell;

/**
 * What no Java kernel can do without: a JVM and, if there are any arguments, a JShell with the
 * imports that JJava gives every notebook, and its first result.
 */
final class BareShell {
  private static final List<String> PACKAGES =
      List.of(
          "java.util",
          "java.io",
          "java.math",
          "java.net",
          "java.time",
          "java.util.concurrent",
          "java.util.prefs",
          "java.util.regex");

  private BareShell() {}

  public static void main(String[] args) {
    if (args.length > 0) {
      JShell jshell = JShell.builder().executionEngine("local").build();
      PACKAGES.forEach(name -> jshell.eval("import " + name + ".*;"));
      if (!jshell.eval("1+1").get(0).value().equals("2")) {
        throw new IllegalStateException("1+1 is something else here");
      }
    }
    System.exit(0);
  }
}
