package weakrefs.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static weakrefs.timeline.Timeline.CACHE;
import static weakrefs.timeline.Timeline.COLLECTION;
import static weakrefs.timeline.Timeline.COLLECTION_LENGTH;
import static weakrefs.timeline.Timeline.HEAP;
import static weakrefs.timeline.Timeline.HELD;
import static weakrefs.timeline.Timeline.LIVING;
import static weakrefs.timeline.Timeline.LOADS;
import static weakrefs.timeline.Timeline.TIME;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;
import weakrefs.cache.Cache;
import weakrefs.cache.StrongCache;
import weakrefs.cache.WeakCache;
import weakrefs.gc.CollectionLog;
import weakrefs.gc.GarbageCollector;
import weakrefs.story.Person;
import weakrefs.story.PhoneBook;

@Timeout(120)
class TimelineTest {
  private final PhoneBook phoneBook = new PhoneBook(60);
  private final Cache<String, Person> strong = new StrongCache<>(phoneBook::load);
  private final Cache<String, Person> weak = new WeakCache<>(phoneBook::load);

  @AfterEach
  void leaveNothingBehind() {
    Thread.interrupted();
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .doesNotContain("timeline", "timeline-reports");
  }

  @Test
  void hasTheColumnsThatItNames() {
    Table history = new Timeline().watch("strong", strong).record(() -> {});

    assertThat(history.name()).isEqualTo("What the caches held");
    assertThat(history.columnNames())
        .containsExactly(TIME, CACHE, HELD, LIVING, LOADS, HEAP, COLLECTION, COLLECTION_LENGTH)
        .containsExactly(
            "Time (ms)",
            "Cache",
            "Entries held",
            "Living",
            "Loads",
            "Used heap (MB)",
            "Collection",
            "Collection took (ms)");
    assertThat(history.columns())
        .extracting(Column::type)
        .containsExactly(
            ColumnType.DOUBLE,
            ColumnType.STRING,
            ColumnType.INTEGER,
            ColumnType.INTEGER,
            ColumnType.LONG,
            ColumnType.DOUBLE,
            ColumnType.STRING,
            ColumnType.LONG);
  }

  @Test
  void beginsWithWhatWasThereAndEndsWithTheSettledTruth() {
    List<Person> onScreen = new ArrayList<>();
    Table history =
        new Timeline()
            .watch("never forgets", strong)
            .watch("forgets", weak)
            .record(
                () -> {
                  for (String name : phoneBook.names()) {
                    strong.get(name);
                    Person person = weak.get(name);
                    if (onScreen.size() < 5) {
                      onScreen.add(person);
                    }
                  }
                  GarbageCollector.collect();
                });

    List<Row> never = rows(history, "never forgets");
    assertCounts(never.get(0), 0, 0, 0);
    assertCounts(never.get(never.size() - 1), 60, 60, 60);
    List<Row> lets = rows(history, "forgets");
    assertCounts(lets.get(0), 0, 0, 0);
    assertCounts(lets.get(lets.size() - 1), 5, 5, 60);
    assertThat(onScreen).hasSize(5);
  }

  @Test
  void looksFromAThreadOfItsOwnWhileTheWorkIsDone() {
    Thread test = Thread.currentThread();
    AtomicReference<String> looker = new AtomicReference<>();
    Fake cache =
        new Fake() {
          @Override
          public int living() {
            if (Thread.currentThread() != test) {
              looker.set(Thread.currentThread().getName());
            }
            return super.living();
          }
        };
    Table history =
        new Timeline()
            .watch("grows", cache)
            .record(
                () -> {
                  for (int i = 1; i <= 20; i++) {
                    cache.held = i;
                    cache.awaitALook();
                  }
                });

    List<Row> rows = rows(history, "grows");
    assertThat(rows).extracting(row -> row.getInt(HELD)).isSorted().contains(0, 1, 10, 19, 20);
    assertThat(looker).hasValue("timeline");
  }

  @Test
  void marksEachCollectionOnce() {
    Table history;
    int logged;
    try (CollectionLog log = CollectionLog.start()) {
      history =
          new Timeline()
              .watch("weak", weak)
              .record(
                  () -> {
                    for (int i = 0; i < 3; i++) {
                      phoneBook.names().forEach(weak::get);
                      GarbageCollector.collect();
                    }
                  });
      logged =
          (int) log.collections().stream().filter(c -> c.cause().equals("System.gc()")).count();
    }

    Table marks = history.where(history.stringColumn(COLLECTION).endsWith(", System.gc()"));
    assertThat(marks.rowCount()).isEqualTo(logged).isEqualTo(3);
    for (Row mark : rows(marks)) {
      assertThat(List.of(CACHE, HELD, LIVING, LOADS, HEAP)).allMatch(mark::isMissing);
      assertThat(mark.getLong(COLLECTION_LENGTH)).isBetween(0L, 5_000L);
    }
    for (Row look : rows(history, "weak")) {
      assertThat(List.of(COLLECTION, COLLECTION_LENGTH)).allMatch(look::isMissing);
      assertThat(look.getDouble(HEAP)).isBetween(1.0, 100_000.0);
    }
  }

  @Test
  void marksACollectionWhereItTookPlace() {
    Fake cache = new Fake();
    Table history =
        new Timeline()
            .watch("cache", cache)
            .record(
                () -> {
                  cache.held = 1;
                  cache.awaitALook();
                  GarbageCollector.collect();
                  cache.held = 2;
                  cache.awaitALook();
                });

    double one = firstTime(history, 1);
    double two = firstTime(history, 2);
    Row mark =
        rows(history.where(history.stringColumn(COLLECTION).endsWith(", System.gc()"))).get(0);
    assertThat(mark.getDouble(TIME)).isBetween(one - 3, two + 3); // both clocks, to a millisecond
  }

  @Test
  void isInTheOrderOfTime() {
    Table history =
        new Timeline()
            .watch("strong", strong)
            .watch("weak", weak)
            .record(
                () -> {
                  phoneBook.names().forEach(weak::get);
                  GarbageCollector.collect();
                  phoneBook.names().forEach(strong::get);
                });

    assertThat(history.doubleColumn(TIME).asList()).isSorted().allMatch(time -> time >= 0);
    assertThat(history.stringColumn(CACHE).get(0)).isEqualTo("strong");
    assertThat(history.stringColumn(CACHE).get(1)).isEqualTo("weak");
  }

  @Test
  void listsWhatWasSeenAtTheSameTimeAsItWasWatched() {
    Timeline timeline = new Timeline();
    List<String> names = IntStream.range(0, 8).mapToObj(i -> "cache " + i).toList();
    names.forEach(name -> timeline.watch(name, new Fake()));

    for (int i = 0; i < 10; i++) {
      assertThat(timeline.record(() -> {}).stringColumn(CACHE).asList().stream().distinct())
          .containsExactlyElementsOf(names);
    }
  }

  @Test
  void keepsNobodyAliveWhileItLooks() {
    new Timeline()
        .watch("weak", weak)
        .record(
            () -> {
              WeakReference<Person> ada = new WeakReference<>(weak.get("Ada"));
              GarbageCollector.awaitCleared(ada);
            });
  }

  @Test
  void keepsNobodyAliveAfterwards() {
    Timeline timeline = new Timeline().watch("weak", weak);
    Table history = timeline.record(() -> phoneBook.names().forEach(weak::get));

    GarbageCollector.await("all to be forgotten", () -> weak.size() == 0);

    assertThat(history.isEmpty()).isFalse();
    assertThat(timeline).isNotNull();
  }

  @Test
  void waitsUntilTheCachesHaveNoticedWhatIsGone() {
    Fake cache = new Fake();
    Table history =
        new Timeline()
            .watch("cache", cache)
            .record(
                () -> {
                  cache.held = 10;
                  cache.living = looks -> 7;
                  cache.awaitALook();
                  AtomicInteger more = new AtomicInteger();
                  cache.living =
                      looks -> {
                        if (more.incrementAndGet() == 20) {
                          cache.held = 7; // noticed at last
                        }
                        return 7;
                      };
                });

    List<Row> rows = rows(history, "cache");
    assertCounts(rows.get(rows.size() - 1), 7, 7, 0);
  }

  @Test
  void waitsForASecondAtMost() {
    Fake cache = new Fake();
    cache.held = 10;
    cache.living = looks -> 7;

    Table history = new Timeline().watch("cache", cache).record(() -> {});

    List<Row> rows = rows(history, "cache");
    assertCounts(rows.get(rows.size() - 1), 10, 7, 0);
    assertThat(rows.get(rows.size() - 1).getDouble(TIME)).isBetween(1000.0, 10_000.0);
  }

  @Test
  void neverSeesMoreLivingThanHeld() {
    Fake cache = new Fake();
    cache.held = 3;
    cache.living = looks -> 4; // somebody was stored between the two questions

    Table history = new Timeline().watch("cache", cache).record(() -> {});

    assertThat(rows(history, "cache")).allMatch(row -> row.getInt(LIVING) <= row.getInt(HELD));
  }

  @Test
  void throwsOnWhatTheWorkThrowsAndCanBeUsedAgain() {
    Timeline timeline = new Timeline().watch("strong", strong);
    IllegalStateException broken = new IllegalStateException("broken");

    assertThatThrownBy(
            () ->
                timeline.record(
                    () -> {
                      strong.get("Ada");
                      throw broken;
                    }))
        .isSameAs(broken);

    Table history = timeline.record(() -> strong.get("Ben"));
    List<Row> rows = rows(history, "strong");
    assertCounts(rows.get(0), 1, 1, 1);
    assertCounts(rows.get(rows.size() - 1), 2, 2, 2);
  }

  @Test
  void doesTheWorkInTheCallingThread() {
    AtomicReference<Thread> worker = new AtomicReference<>();

    new Timeline().watch("strong", strong).record(() -> worker.set(Thread.currentThread()));

    assertThat(worker).hasValue(Thread.currentThread());
  }

  @Test
  void passesAnInterruptOn() {
    Table history =
        new Timeline()
            .watch("strong", strong)
            .record(
                () -> {
                  strong.get("Ada");
                  Thread.currentThread().interrupt();
                });

    assertThat(Thread.interrupted()).isTrue();
    List<Row> rows = rows(history, "strong");
    assertCounts(rows.get(rows.size() - 1), 1, 1, 1);
  }

  @Test
  void looksSeldomWhereALookTakesLong() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    Fake slow = new Fake();
    slow.living =
        look -> {
          long end = threads.getCurrentThreadCpuTime() + 5_000_000;
          while (threads.getCurrentThreadCpuTime() < end) {
            Thread.onSpinWait();
          }
          return 0;
        };

    long start = System.nanoTime();
    new Timeline().watch("slow", slow).record(() -> LockSupport.parkNanos(600_000_000));
    long milliseconds = (System.nanoTime() - start) / 1_000_000;

    // In 600 ms a fiftieth of the time is 12 ms; without a pause that fits there were about 85.
    assertThat((long) slow.looks.get()).isBetween(2L, 5 + milliseconds / 60);
  }

  @Test
  void mayBeGivenAnotherCacheWhileItLooks() {
    Timeline timeline = new Timeline().watch("strong", strong);
    Table history =
        timeline.record(
            () -> {
              for (int i = 0; i < 50; i++) {
                Fake another = new Fake();
                timeline.watch("another " + i, another);
                another.awaitALook();
              }
            });

    assertThat(rows(history, "another 0")).isNotEmpty();
    assertThat(rows(history, "another 49")).isNotEmpty();
  }

  @Test
  void tellsHowFarItIsBeforeTheWorkBeginsAndMeanwhile() {
    Fake cache = new Fake();
    List<Table> told = new CopyOnWriteArrayList<>();
    AtomicReference<Thread> teller = new AtomicReference<>();
    AtomicInteger before = new AtomicInteger();
    Table history =
        new Timeline()
            .watch("cache", cache)
            .record(
                () -> {
                  before.set(told.size());
                  for (int i = 1; i <= 3; i++) {
                    cache.held = i;
                    cache.awaitALook();
                    awaitMore(told);
                  }
                },
                Duration.ofMillis(1),
                soFar -> {
                  teller.set(Thread.currentThread());
                  told.add(soFar);
                });

    assertThat(before).hasValue(1);
    assertThat(told.get(0).rowCount()).isOne();
    assertThat(told).allMatch(table -> table.columnNames().equals(history.columnNames()));
    assertThat(told)
        .extracting(table -> (int) table.intColumn(HELD).max())
        .isSorted()
        .contains(0, 1, 2);
    assertThat(teller.get()).isNotSameAs(Thread.currentThread()).matches(Thread::isDaemon);
  }

  @Test
  void tellsOfCollectionsAsTheNewsComes() {
    List<Table> told = new CopyOnWriteArrayList<>();
    Table history =
        new Timeline()
            .watch("weak", weak)
            .record(
                () -> {
                  GarbageCollector.collect();
                  while (marks(told.get(told.size() - 1)) == 0) {
                    Thread.onSpinWait();
                  }
                },
                Duration.ofMillis(1),
                told::add);

    assertThat(marks(told.get(0))).isZero();
    assertThat(marks(history)).isPositive();
  }

  @Test
  void tellsOfEveryChangeOnceAndOfTheLatestLook() {
    Fake cache = new Fake();
    List<Table> told = new CopyOnWriteArrayList<>();
    new Timeline()
        .watch("cache", cache)
        .record(
            () -> {
              for (int i = 1; i <= 4; i++) {
                cache.held = i;
                cache.awaitALook();
                cache.awaitALook();
              }
              awaitMore(told);
              awaitMore(told);
            },
            Duration.ofMillis(1),
            told::add);

    List<Row> rows = rows(told.get(told.size() - 1), "cache");
    assertThat(rows).extracting(row -> row.getInt(HELD)).containsExactly(0, 1, 2, 3, 4, 4);
    assertThat(rows).extracting(row -> row.getDouble(TIME)).isSorted();
  }

  @Test
  @Tag("slow") // looks 1,500 times
  void tellsOfAThousandLooksAtMostHoweverMuchChanges() {
    Fake cache = new Fake();
    cache.living = looks -> looks; // another number at each look
    cache.held = Integer.MAX_VALUE;
    List<Table> told = new CopyOnWriteArrayList<>();
    Table history =
        new Timeline()
            .watch("cache", cache)
            .record(
                () -> {
                  while (cache.looks.get() < 1_500) {
                    Thread.onSpinWait();
                  }
                  awaitMore(told);
                  awaitMore(told);
                },
                Duration.ofMillis(1),
                told::add);

    assertThat(history.rowCount()).isGreaterThan(1_400);
    assertThat(told).allMatch(table -> table.rowCount() <= 1_010);
    assertThat(told.get(told.size() - 1).rowCount()).isGreaterThan(300);
  }

  @Test
  void tellsNothingAnyMoreOnceItHasReturned() {
    for (int i = 0; i < 20; i++) {
      AtomicInteger told = new AtomicInteger();
      new Timeline()
          .watch("strong", strong)
          .record(() -> {}, Duration.ofNanos(1), soFar -> told.incrementAndGet());
      leaveNothingBehind(); // so nobody is left who could tell
      assertThat(told).hasPositiveValue();
    }
  }

  @Test
  void recordsOnThoughWhoIsToldThrows() throws InterruptedException {
    AtomicReference<Throwable> uncaught = new AtomicReference<>();
    AtomicInteger told = new AtomicInteger();
    Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler((thread, e) -> uncaught.set(e));
    try {
      Table history =
          new Timeline()
              .watch("strong", strong)
              .record(
                  () -> phoneBook.names().forEach(strong::get),
                  Duration.ofNanos(1),
                  soFar -> {
                    told.incrementAndGet();
                    throw new IllegalStateException("not listening");
                  });

      List<Row> looks = rows(history, "strong"); // less the rows of collections
      assertCounts(looks.get(looks.size() - 1), 60, 60, 60);
    } finally {
      Thread.setDefaultUncaughtExceptionHandler(before);
    }
    assertThat(told).hasValue(1);
    assertThat(uncaught.get()).hasMessage("not listening");
  }

  @Test
  void throwsOnWhatTheWorkThrowsAlsoWhereItTellsHowFarItIs() {
    IllegalStateException broken = new IllegalStateException("broken");

    assertThatThrownBy(
            () ->
                new Timeline()
                    .watch("strong", strong)
                    .record(
                        () -> {
                          throw broken;
                        },
                        Duration.ofMillis(1),
                        soFar -> {}))
        .isSameAs(broken);
  }

  @Test
  void needsATimeBetweenTwoTellings() {
    Timeline timeline = new Timeline().watch("strong", strong);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> timeline.record(() -> {}, Duration.ZERO, soFar -> {}))
        .withMessage("the time between two reports has to be longer than zero, not PT0S");
    assertThatNullPointerException()
        .isThrownBy(() -> timeline.record(() -> {}, null, soFar -> {}))
        .withMessage("how often should we report how far it is? The time is null");
    assertThatNullPointerException()
        .isThrownBy(() -> timeline.record(() -> {}, Duration.ofMillis(1), null))
        .withMessage("who should hear how far it is? soFar is null");
    assertThat(timeline.record(() -> {}, Duration.ofSeconds(Long.MAX_VALUE), soFar -> {}).isEmpty())
        .isFalse();
  }

  @Test
  void takesAnyNameThatIsNotBlank() {
    String hostile = "<script>alert(\"'\")</script>\n\\";

    Table history = new Timeline().watch(hostile, strong).record(() -> strong.get("Ada"));

    assertThat(rows(history, hostile)).isNotEmpty();
  }

  @Test
  void refusesNamesThatTellNothing() {
    Timeline timeline = new Timeline().watch("strong", strong);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> timeline.watch("strong", weak))
        .withMessage("two caches are called \"strong\": give each a different name");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> timeline.watch(" ", weak))
        .withMessage("the cache needs a name, and this one is blank");
    assertThat(timeline.record(() -> {}).stringColumn(CACHE).asList().stream().distinct())
        .containsOnly("strong");
  }

  @Test
  void refusesToWatchNothing() {
    assertThatIllegalStateException()
        .isThrownBy(() -> new Timeline().record(() -> {}))
        .withMessage("no cache to watch yet: call watch(name, cache) first");
  }

  @Test
  void refusesNull() {
    assertThatNullPointerException()
        .isThrownBy(() -> new Timeline().watch(null, strong))
        .withMessage("the cache needs a name");
    assertThatNullPointerException()
        .isThrownBy(() -> new Timeline().watch("strong", null))
        .withMessage("there is no cache to watch: it is null");
    assertThatNullPointerException()
        .isThrownBy(() -> new Timeline().watch("strong", strong).record(null))
        .withMessage("there is no work to do: it is null");
  }

  /** A cache whose numbers are as the test says. */
  private static class Fake implements Cache<String, String> {
    volatile int held;
    volatile IntUnaryOperator living = looks -> held;
    private final AtomicInteger looks = new AtomicInteger();

    /** Until somebody has begun and ended to look after this was called. */
    void awaitALook() {
      int enough = looks.get() + 3;
      while (looks.get() < enough) {
        Thread.onSpinWait();
      }
    }

    @Override
    public String get(String key) {
      return key;
    }

    @Override
    public int size() {
      return held;
    }

    @Override
    public int living() {
      return living.applyAsInt(looks.getAndIncrement());
    }

    @Override
    public long loads() {
      return 0;
    }

    @Override
    public long forgotten() {
      return 0;
    }

    @Override
    public void clear() {}
  }

  private static void assertCounts(Row row, int held, int living, long loads) {
    assertThat(row.getInt(HELD)).as("held").isEqualTo(held);
    assertThat(row.getInt(LIVING)).as("living").isEqualTo(living);
    assertThat(row.getLong(LOADS)).as("loads").isEqualTo(loads);
  }

  private static void awaitMore(List<Table> told) {
    int enough = told.size() + 2; // one may be on its way
    while (told.size() < enough) {
      Thread.onSpinWait();
    }
  }

  private static int marks(Table table) {
    return table.where(table.stringColumn(COLLECTION).isNotMissing()).rowCount();
  }

  private static double firstTime(Table history, int held) {
    return rows(history, "cache").stream()
        .filter(row -> row.getInt(HELD) == held)
        .findFirst()
        .orElseThrow()
        .getDouble(TIME);
  }

  private static List<Row> rows(Table history, String cache) {
    return rows(history.where(history.stringColumn(CACHE).isEqualTo(cache)));
  }

  private static List<Row> rows(Table table) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < table.rowCount(); i++) {
      rows.add(table.row(i));
    }
    return rows;
  }
}
