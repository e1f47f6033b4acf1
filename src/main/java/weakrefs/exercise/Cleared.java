package weakrefs.exercise;

import java.lang.ref.WeakReference;
import java.util.List;
import weakrefs.gc.CollectionLog;
import weakrefs.gc.GarbageCollection;
import weakrefs.inspect.Inspector;

@Exercise(notebook = "02", name = "a cleared reference")
record Cleared(WeakReference<?> reference) implements Check {
  /** What was still there at the last check, although no variable held it. */
  private static WeakReference<Object> lastLeft = new WeakReference<>(null);

  private static CollectionLog sinceThen;

  @Override
  public String look() {
    Unsolved.given(WeakReference.class, reference, "Make a new book, and a weak reference to it.");
    return goneOrWhyNot(reference);
  }

  /** Doesn't collect, because that's the learner's part. */
  static String goneOrWhyNot(WeakReference<?> reference) {
    Object referent = reference.get();
    if (referent == null) {
      return "The reference finds nothing anymore, so get() returns null.";
    }
    if (KeptByJava.isKept(referent)) {
      throw Unsolved.notYet(
          "The referent is %s. Java itself keeps those for later use, so it may never be collected. Use a new object, such as new Book(\"Momo\").",
          KeptByJava.kind(referent));
    }
    List<String> names = Inspector.whoHolds(referent).names();
    List<String> hidden = Words.hidden(names);
    if (!hidden.isEmpty()) {
      throw Unsolved.notYet(
          "%s still holds it: a bare line, such as ref.get() without println, made JShell keep its value. Make a new object and a new reference, and leave the bare line out.",
          Words.list(hidden));
    }
    if (!names.isEmpty()) {
      throw Unsolved.notYet(
          "%s still %s it, and a collection takes only what nobody holds. Let go of it first.",
          Words.list(names), names.size() == 1 ? "holds" : "hold");
    }
    if (hasOutlivedACollection(referent)) {
      throw Unsolved.notYet(
          "A collection came by, and it's still there. %s Use a new object, such as new Book(\"Momo\").",
          Inspector.whoHolds(referent));
    }
    throw Unsolved.notYet(
        "No variable that I can see holds it anymore, but no collection has looked at it since then. Ask for one with collect(), and check again.");
  }

  /** Whether somebody has asked for a collection since the last time this was asked. */
  private static synchronized boolean hasOutlivedACollection(Object referent) {
    if (lastLeft.get() == referent) {
      return sinceThen.collections().stream().anyMatch(GarbageCollection::wasAskedFor);
    }
    if (sinceThen != null) {
      sinceThen.close();
    }
    lastLeft = new WeakReference<>(referent);
    sinceThen = CollectionLog.start();
    return false;
  }
}
