package weakrefs.gc;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.GcInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

/**
 * Records every garbage collection from {@link #start} to {@link #close}.
 *
 * <p>The JVM reports a collection some time after it's over, so {@link #collections} waits until it
 * has reported as many as it has counted. What it reports in parts is one entry here: a cycle of Z
 * or Shenandoah appears without its pauses, and the young collection that Parallel does before a
 * full one (JDK 17) counts as part of it. A concurrent cycle of G1 is two entries, because the JVM
 * reports its Remark and its Cleanup and doesn't say which is which (JDK 20 and newer,
 * JDK-8297247); before, it reported neither.
 *
 * <pre>{@code
 * try (CollectionLog log = CollectionLog.start()) {
 *   GarbageCollector.collect();
 *   log.collections().size();     // 1
 * }
 * }</pre>
 *
 * @see com.sun.management.GarbageCollectionNotificationInfo Where the facts come from
 */
public final class CollectionLog implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final List<Watched> watched = new ArrayList<>();
  private final List<Notice> notices = new CopyOnWriteArrayList<>();

  private CollectionLog() {
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      // Z and Shenandoah count the pauses of their cycles in a separate bean.
      if (!collector.getName().endsWith("Pauses") && collector instanceof NotificationEmitter) {
        watched.add(new Watched(collector));
      }
    }
    watched.forEach(Watched::start);
  }

  /** Starts recording. */
  public static CollectionLog start() {
    return new CollectionLog();
  }

  /**
   * All collections since the start, in order. Waits for the JVM to report those that are over,
   * which usually takes a few milliseconds.
   *
   * @throws GcTimeoutException if the JVM has counted a collection but doesn't report it within 5
   *     seconds
   */
  public List<GarbageCollection> collections() {
    if (!isToldInTime()) {
      throw new GcTimeoutException(
          "waited "
              + PATIENCE.toSeconds()
              + " s for the JVM to report a collection that it has counted, but it didn't");
    }
    return collectionsSoFar();
  }

  /**
   * The collections since the start that the JVM has reported by now, in order. Never waits, so the
   * latest may be missing or incomplete.
   */
  public List<GarbageCollection> collectionsSoFar() {
    List<Notice> parts = new ArrayList<>(notices);
    parts.sort(Comparator.comparingLong(part -> part.info().getStartTime()));
    List<GarbageCollection> whole = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      Notice part = parts.get(i);
      if (i > 0 && part.completes(parts.get(i - 1))) {
        whole.set(whole.size() - 1, part.since(parts.get(i - 1)));
      } else {
        whole.add(part.since(part));
      }
    }
    // Now by the wall clock, which may differ by a millisecond.
    whole.sort(Comparator.comparing(GarbageCollection::start));
    return List.copyOf(whole);
  }

  /**
   * Stops recording once the JVM has reported the collections that are over, or after 5 seconds;
   * what was recorded can still be read.
   */
  @Override
  public void close() {
    isToldInTime();
    watched.forEach(Watched::close);
  }

  /** Waits until every collection counted by now is reported; false if that takes too long. */
  private boolean isToldInTime() {
    long start = System.nanoTime();
    for (Watched one : watched) {
      long counted = one.count();
      while (one.latest < counted) {
        if (System.nanoTime() - start > PATIENCE.toNanos()) {
          return false;
        }
        LockSupport.parkNanos(200_000);
      }
    }
    return true;
  }

  /** One of the JVM's collectors; its {@code GcInfo} ids are values of its collection count. */
  private final class Watched implements NotificationListener {
    private final GarbageCollectorMXBean collector;
    private long before = Long.MAX_VALUE;
    private boolean closed;
    private volatile long latest;

    Watched(GarbageCollectorMXBean collector) {
      this.collector = collector;
    }

    /** Listens before it counts, so that it hears about every collection counted after this. */
    synchronized void start() {
      ((NotificationEmitter) collector).addNotificationListener(this, null, null);
      before = collector.getCollectionCount();
      latest = before;
    }

    /** How many collections there are; once closed, the count when we last heard of one. */
    synchronized long count() {
      return closed ? latest : collector.getCollectionCount();
    }

    @Override
    public synchronized void handleNotification(Notification notification, Object handback) {
      if (notification
          .getType()
          .equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
        Notice notice = Notice.of(notification);
        if (notice.info().getId() > before && !closed) {
          notices.add(notice);
          latest = notice.info().getId();
        }
      }
    }

    synchronized void close() {
      closed = true;
      try {
        ((NotificationEmitter) collector).removeNotificationListener(this);
      } catch (ListenerNotFoundException e) {
        // closed twice
      }
    }
  }

  /**
   * @param wallClockEnd milliseconds since 1970. That's the only time in the news that can be
   *     compared with other clocks: {@code GcInfo} counts from a different start of the JVM than
   *     the uptime does, 150 ms apart with Z on JDK 17.
   */
  private record Notice(GarbageCollectionNotificationInfo news, long wallClockEnd) {
    static Notice of(Notification notification) {
      CompositeData news = (CompositeData) notification.getUserData();
      return new Notice(GarbageCollectionNotificationInfo.from(news), notification.getTimeStamp());
    }

    GcInfo info() {
      return news.getGcInfo();
    }

    boolean completes(Notice first) {
      return first.news.getGcAction().equals("end of minor GC")
          && news.getGcAction().equals("end of major GC")
          && news.getGcCause().equals(first.news.getGcCause())
          && !news.getGcName().equals(first.news.getGcName())
          && info().getStartTime() - first.info().getEndTime() <= 1;
    }

    /** One collection, from the beginning of its first part to the end of this one. */
    GarbageCollection since(Notice first) {
      long length = info().getEndTime() - first.info().getStartTime();
      return new GarbageCollection(
          news.getGcName(),
          news.getGcCause(),
          Instant.ofEpochMilli(wallClockEnd - length),
          Duration.ofMillis(length));
    }
  }
}
