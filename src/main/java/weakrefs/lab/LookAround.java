package weakrefs.lab;

/** What a JVM in a {@link Box} does when it is asked what it sees: it says so, and ends. */
final class LookAround {
  private LookAround() {}

  /** Takes nothing. */
  public static void main(String[] arguments) {
    ChildJvm.untilParentEnds(() -> System.out.println(Box.View.ofThisJvm().line()));
  }
}
