package weakrefs.lab;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.util.List;
import weakrefs.story.Book;

/**
 * What {@link OldAndYoung} does in a JVM with the Serial collector. After each collection it says
 * {@code saw 3 0 false true 61.2}: young collections, full collections, whether the young book and
 * the old one are still there, and the megabytes that are free.
 */
final class TwoBooks {
  /**
   * Who has outlived that many young collections is old: the Serial collector counts an object's
   * age in four bits ({@code MaxTenuringThreshold} is 15 at most).
   */
  private static final int UNTIL_OLD = 16;

  private static volatile byte[] garbage;

  private final GarbageCollectorMXBean youngCollector = collector("Copy");
  private final GarbageCollectorMXBean fullCollector = collector("MarkSweepCompact");
  private final WeakReference<Book> old = growOld();
  private final long youngBefore = youngCollector.getCollectionCount();
  private final long fullBefore = fullCollector.getCollectionCount();
  private final WeakReference<Book> young = new WeakReference<>(new Book("The Neverending Story"));

  private TwoBooks() {}

  /** Takes the number of young collections to look at. */
  public static void main(String[] arguments) {
    ChildJvm.untilParentEnds(() -> new TwoBooks().look(Integer.parseInt(arguments[0])));
  }

  private void look(int youngCollections) {
    saw();
    for (int i = 0; i < youngCollections; i++) {
      collectYoung();
      saw();
    }
    System.gc();
    saw();
  }

  /** A book that somebody holds until it is old, and nobody after that. */
  private WeakReference<Book> growOld() {
    Book held = new Book("Momo");
    WeakReference<Book> peek = new WeakReference<>(held);
    for (int i = 0; i < UNTIL_OLD; i++) {
      collectYoung();
    }
    if (peek.get() != held) {
      throw new AssertionError("a held book is gone");
    }
    return peek;
  }

  /** Allocates until the young part of the heap is full, and the JVM collects it. */
  private void collectYoung() {
    long before = youngCollector.getCollectionCount();
    while (youngCollector.getCollectionCount() == before) {
      garbage = new byte[4 * 1024];
    }
  }

  private void saw() {
    Runtime runtime = Runtime.getRuntime();
    long used = runtime.totalMemory() - runtime.freeMemory();
    System.out.println(
        "saw "
            + (youngCollector.getCollectionCount() - youngBefore)
            + " "
            + (fullCollector.getCollectionCount() - fullBefore)
            + " "
            + !young.refersTo(null)
            + " "
            + !old.refersTo(null)
            + " "
            + (runtime.maxMemory() - used) / 1048576.0);
  }

  private static GarbageCollectorMXBean collector(String name) {
    List<GarbageCollectorMXBean> all = ManagementFactory.getGarbageCollectorMXBeans();
    return all.stream()
        .filter(bean -> bean.getName().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no collector " + name));
  }
}
