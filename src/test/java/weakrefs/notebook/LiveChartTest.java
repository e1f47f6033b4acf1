package weakrefs.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tech.tablesaw.api.Table;
import weakrefs.cache.Cache;
import weakrefs.cache.StrongCache;
import weakrefs.cache.WeakCache;
import weakrefs.gc.GarbageCollector;
import weakrefs.story.Person;
import weakrefs.story.PhoneBook;
import weakrefs.story.Screen;
import weakrefs.timeline.Timeline;

@Timeout(120)
class LiveChartTest {
  private final PhoneBook phoneBook = new PhoneBook(200).answeringAfter(Duration.ofMillis(10));
  private final Cache<String, Person> strong = new StrongCache<>(phoneBook::load);
  private final Cache<String, Person> weak = new WeakCache<>(phoneBook::load);
  private final Timeline timeline =
      new Timeline().watch("never forgets", strong).watch("forgets", weak);
  private final Page page = new Page();

  @AfterEach
  void leaveNothingBehind() {
    Thread.interrupted();
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .doesNotContain("timeline", "timeline-reports");
  }

  @Test
  void showsPicturesFirstAndTheWholeChartInTheirPlaceInTheEnd() {
    Table history =
        LiveChart.record(
            page,
            timeline,
            () -> {
              lookUp(30);
              page.awaitPictures(2);
            });

    String picture = page.outputs.get(0).id();
    String caption = page.outputs.get(1).id();
    assertThat(page.outputs).extracting(Output::id).containsOnly(picture, caption);
    assertThat(page.outputs.subList(0, 2)).noneMatch(Output::isUpdate);
    assertThat(page.outputs.subList(2, page.outputs.size())).allMatch(Output::isUpdate);
    assertThat(page.pictures()).hasSizeGreaterThan(2);
    for (Output frame : page.pictures().subList(0, page.pictures().size() - 1)) {
      assertThat(frame.data()).containsOnlyKeys(Output.PNG, Output.TEXT);
      assertThat(frame.text()).startsWith("Chart: So far: “never forgets” holds ");
    }
    Output whole = page.outputs.get(page.outputs.size() - 2);
    assertThat(whole.data()).containsOnlyKeys(Output.PLOTLY, Output.PNG, Output.TEXT);
    assertThat(whole.text())
        .matches("Chart: At the end: “never forgets” holds 30, “forgets” holds \\d+"); // may go
    Output last = page.outputs.get(page.outputs.size() - 1);
    assertThat(last.data()).containsOnlyKeys(Output.MARKDOWN, Output.TEXT);
    assertThat(last.text()).contains("ended up holding 30").doesNotContain("so far");
    assertThat(history.rowCount()).isGreaterThan(30);
  }

  @Test
  void showsTheCachesAsTheyAreBeforeTheWorkBegins() {
    strong.get("Ada");
    List<String> seen = new ArrayList<>();

    LiveChart.record(
        page,
        timeline,
        () -> page.outputs.forEach(output -> seen.add(output.text().replaceAll("in \\d+ ms", ""))));

    assertThat(seen)
        .containsExactly(
            "Chart: So far: “never forgets” holds 1, “forgets” holds 0",
            "0 garbage collections  so far."
                + " “never forgets” has loaded 1, held at most 1 and holds 1 now, with 1 still living."
                + " “forgets” has loaded 0, held at most 0 and holds 0 now, with 0 still living.");
  }

  /** How many a second it draws: {@code tests/test_live_chart.py}, where nothing runs beside it. */
  @Test
  void drawsOnePictureAfterTheOtherWhileItWorksAndEachIsDifferent() {
    LiveChart.record(
        page,
        timeline,
        () -> {
          for (String name : phoneBook.names().subList(0, 8)) {
            strong.get(name);
            page.awaitPictures(page.pictures().size() + 1);
          }
        });

    assertThat(new HashSet<>(page.pictures().stream().map(p -> p.data().get(Output.PNG)).toList()))
        .hasSizeGreaterThan(8)
        .hasSameSizeAs(page.pictures());
  }

  @Test
  void worksInTheCallingThreadAndDrawsInAnother() {
    Thread test = Thread.currentThread();
    List<Thread> workers = new ArrayList<>();

    LiveChart.record(page, timeline, () -> workers.add(Thread.currentThread()));

    assertThat(workers).containsExactly(test);
    assertThat(page.threads).isNotEmpty().doesNotContain(test).allMatch(Thread::isDaemon);
  }

  @Test
  void drawsNothingAnyMoreOnceItHasReturned() {
    for (int i = 0; i < 5; i++) {
      Page one = new Page();
      LiveChart.record(
          one, timeline, () -> LockSupport.parkNanos(205_000_000)); // as a frame begins
      int shown = one.outputs.size();
      one.closed = true;

      assertThat(one.outputs.get(shown - 2).data()).containsKey(Output.PLOTLY);
    }
    leaveNothingBehind(); // nobody is left who could draw
  }

  @Test
  void keepsNobodyAlive() {
    Screen screen = new Screen(5);
    LiveChart.record(
        page,
        timeline,
        () -> {
          for (List<String> names : new PhoneBook(100).pages(25)) {
            names.forEach(name -> screen.show(weak.get(name)));
            WeakReference<Person> first = new WeakReference<>(weak.get(names.get(0)));
            GarbageCollector.awaitCleared(first);
          }
          GarbageCollector.collect();
        });

    assertThat(page.outputs.get(page.outputs.size() - 2).text()).endsWith("“forgets” holds 5");
    assertThat(screen.people()).hasSize(5);
  }

  @Test
  void throwsOnWhatTheWorkThrowsAndLeavesTheLastPicture() {
    IllegalStateException broken = new IllegalStateException("broken");

    assertThatThrownBy(
            () ->
                LiveChart.record(
                    page,
                    timeline,
                    () -> {
                      lookUp(30);
                      throw broken;
                    }))
        .isSameAs(broken);

    assertThat(page.pictures()).isNotEmpty().noneMatch(p -> p.data().containsKey(Output.PLOTLY));
    assertThat(page.pictures().get(page.pictures().size() - 1).text()).startsWith("Chart: So far");
  }

  @Test
  void canBeStopped() {
    Thread test = Thread.currentThread();
    page.afterPictures(2, test::interrupt);

    assertThatThrownBy(() -> LiveChart.record(page, timeline, () -> lookUp(200)))
        .isInstanceOf(CancellationException.class);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(strong.size()).isBetween(1, 190);
    assertThat(page.interrupted).isFalse();
  }

  @Test
  void drawsInAThreadThatIsNotInterruptedThoughTheWorkWas() {
    LiveChart.record(page, timeline, () -> Thread.currentThread().interrupt());

    assertThat(Thread.interrupted()).isTrue();
    assertThat(page.interrupted).isFalse();
    assertThat(page.outputs.get(page.outputs.size() - 2).data()).containsKey(Output.PLOTLY);
  }

  @Test
  void recordsThoughNothingCanBeDrawnAndSaysSoOnce() {
    page.afterPictures(
        0,
        () -> {
          throw new IllegalStateException("the ink is out");
        });

    String said =
        errors(
            () ->
                assertThat(LiveChart.record(page, timeline, () -> lookUp(50)).isEmpty()).isFalse());

    assertThat(said.lines())
        .containsExactly(
            "The chart couldn't be drawn, but the recording went on:"
                + " java.lang.IllegalStateException: the ink is out");
    assertThat(strong.size()).isEqualTo(50);
  }

  @Test
  void showsTheWholeChartThoughAPictureFailed() {
    page.afterPictures(
        1,
        () -> {
          page.onPicture = null;
          throw new AssertionError("no paper");
        });

    String said = errors(() -> LiveChart.record(page, timeline, () -> lookUp(30)));

    assertThat(said).contains("no paper");
    assertThat(page.pictures()).hasSize(2); // the first and the whole one
    assertThat(page.outputs.get(2).data()).containsKey(Output.PLOTLY);
    assertThat(page.outputs.get(2).id()).isEqualTo(page.outputs.get(0).id());
  }

  @Test
  void printsOnlyTheWholeChartAtAConsole() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Kernel console = new Console(new PrintStream(bytes, true, StandardCharsets.UTF_8));

    LiveChart.record(console, timeline, () -> lookUp(30));

    assertThat(bytes.toString(StandardCharsets.UTF_8).lines().filter(l -> !l.startsWith("(no p")))
        .hasSize(2)
        .first(STRING)
        .startsWith("Chart: At the end: “never forgets” holds 30, “forgets” holds ");
  }

  @Test
  void refusesWhatATimelineRefuses() {
    assertThatNullPointerException()
        .isThrownBy(() -> LiveChart.record(page, null, () -> {}))
        .withMessage("there is no timeline to record with: it is null");
    assertThatNullPointerException()
        .isThrownBy(() -> LiveChart.record(page, timeline, null))
        .withMessage("there is no work to do: it is null");
    assertThatIllegalStateException()
        .isThrownBy(() -> LiveChart.record(page, new Timeline(), () -> {}))
        .withMessage("no cache to watch yet: call watch(name, cache) first");
    assertThat(page.outputs).isEmpty();
  }

  private void lookUp(int people) {
    for (String name : phoneBook.names().subList(0, people)) {
      strong.get(name);
      weak.get(name);
    }
  }

  private static String errors(Runnable action) {
    PrintStream before = System.err;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      action.run();
    } finally {
      System.setErr(before);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** A kernel that keeps what it is sent. */
  private static final class Page implements Kernel {
    final List<Output> outputs = new CopyOnWriteArrayList<>();
    final List<Thread> threads = new CopyOnWriteArrayList<>();
    volatile boolean interrupted;
    volatile boolean closed;
    volatile Runnable onPicture;
    private volatile int after;

    void afterPictures(int count, Runnable action) {
      after = count;
      onPicture = action;
    }

    void awaitPictures(int count) {
      while (pictures().size() < count) {
        LockSupport.parkNanos(1_000_000);
      }
    }

    List<Output> pictures() {
      return outputs.stream()
          .filter(output -> !output.data().containsKey(Output.MARKDOWN))
          .toList();
    }

    @Override
    public void show(Class<?> type, Function<Object, List<Map<String, Object>>> outputs) {}

    @Override
    public void display(String id, Map<String, Object> forms) {
      send(id, false, forms);
    }

    @Override
    public void update(String id, Map<String, Object> forms) {
      send(id, true, forms);
    }

    private void send(String id, boolean isUpdate, Map<String, Object> forms) {
      assertThat(closed).isFalse();
      interrupted |= Thread.currentThread().isInterrupted();
      threads.add(Thread.currentThread());
      if (!forms.containsKey(Output.MARKDOWN)) {
        if (onPicture != null && pictures().size() >= after) {
          onPicture.run();
        }
      }
      outputs.add(new Output(id, isUpdate, Map.copyOf(forms)));
    }
  }
}
