package weakrefs.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.traces.ScatterTrace;
import weakrefs.cache.Cache;
import weakrefs.cache.StrongCache;
import weakrefs.chart.Chart;
import weakrefs.chart.Sketch;
import weakrefs.inspect.Finding;
import weakrefs.inspect.Inspector;
import weakrefs.show.Showable;
import weakrefs.show.View;
import weakrefs.story.Person;
import weakrefs.story.PhoneBook;
import weakrefs.timeline.Timeline;

/** What each kernel shows, tried on the kernel's real classes up to what it would send. */
abstract class KernelContract {
  private final Figure heap =
      new Figure(
          Layout.builder("Heap").build(),
          ScatterTrace.builder(new double[] {1, 2}, new double[] {3, 4}).build());
  private final Chart chart = Chart.of(heap, "It *grows*.");
  private final Table people =
      Table.create(
          "People <of> \"today\"",
          StringColumn.create("Name & \"title\"", "<b>Ada</b>", "Ben"),
          IntColumn.create("Age", new int[] {36, 40}));

  private final List<Output> page = new CopyOnWriteArrayList<>();

  /** The adapter on a real kernel, which isn't attached yet. */
  abstract Kernel adapter();

  /** What the kernel makes of a cell's last value. */
  abstract Output render(Object value);

  /** Makes the kernel the one that runs, as far as others can see. */
  abstract void start();

  abstract void stop();

  abstract void captureOutputs(Consumer<Output> page) throws ReflectiveOperationException;

  @BeforeEach
  void startTheKernel() throws ReflectiveOperationException {
    forgetTheKernel();
    captureOutputs(page::add);
    start();
  }

  @AfterEach
  void stopTheKernel() throws ReflectiveOperationException {
    stop();
    forgetTheKernel();
  }

  @Test
  void showsAChartAndUnderItItsCaption() {
    Notebook.attach();

    Output last = render(chart);

    assertThat(page).hasSize(1);
    Output picture = page.get(0);
    assertThat(picture.data()).containsKeys(Output.PLOTLY, Output.TEXT);
    assertThat(picture.data()).doesNotContainKeys(Output.MARKDOWN, Output.HTML);
    assertThat(picture.data().get(Output.PNG)).isEqualTo(chart.view().forms().get("image/png"));
    assertThat(picture.data().get(Output.PLOTLY)).isInstanceOf(Map.class);
    assertThat(picture.text()).startsWith("Chart: Heap");
    assertThat(last.data()).containsOnlyKeys(Output.MARKDOWN, Output.TEXT);
    assertThat(last.markdown()).isEqualTo("*It \\*grows\\*.*");
    assertThat(last.text()).isEqualTo("It *grows*.");
  }

  @Test
  void showsAChartWithoutACaptionAsOneOutput() {
    Notebook.attach();

    Output last = render(Chart.of(heap));

    assertThat(page).isEmpty();
    assertThat(last.data()).containsKeys(Output.PLOTLY, Output.TEXT);
  }

  @Test
  void showsAFigureAsAChart() {
    Notebook.attach();

    Output last = render(heap);

    assertThat(page).isEmpty();
    assertThat(last.data().get(Output.PLOTLY)).isEqualTo(chart.view().forms().get(Output.PLOTLY));
    assertThat(last.text()).startsWith("Chart: Heap");
  }

  @Test
  void showsATableAsHtmlAndText() {
    Notebook.attach();

    Output last = render(people);

    assertThat(page).isEmpty();
    assertThat(last.data()).containsOnlyKeys(Output.HTML, Output.TEXT);
    assertThat(last.html())
        .isEqualTo(
            "<table><caption>People &lt;of&gt; &quot;today&quot;</caption>"
                + "<thead><tr><th scope=\"col\">Name &amp; &quot;title&quot;</th>"
                + "<th scope=\"col\">Age</th></tr></thead>"
                + "<tbody><tr><td>&lt;b&gt;Ada&lt;/b&gt;</td><td>36</td></tr>"
                + "<tr><td>Ben</td><td>40</td></tr></tbody></table>");
    assertThat(last.text()).contains("<b>Ada</b>", "Ben", "Age");
  }

  @Test
  void showsHoldersAsAList() {
    Notebook.attach();
    Finding nobody = Inspector.whoHolds(new Object());

    Output last = render(nobody);

    assertThat(last.data()).containsOnlyKeys(Output.MARKDOWN, Output.TEXT);
    assertThat(last.markdown()).startsWith("No variable that I can see holds it. I can't look");
    assertThat(last.text()).isEqualTo(nobody.toString());
  }

  @Test
  void showsObserversAsAList() {
    Notebook.attach();

    Output last = render(Inspector.whoObserves(new Object()));

    assertThat(last.data()).containsOnlyKeys(Output.MARKDOWN, Output.TEXT);
    assertThat(last.markdown()).startsWith("No variable that I can see observes it.");
  }

  @Test
  void showsASketchAndADrawingAsAPictureAndUnderItItsCaption() {
    Notebook.attach();
    Object living = new Object();
    Sketch sketch = Sketch.of("<Ada>", living);

    for (Object value : List.of(sketch, sketch.draw())) {
      page.clear();
      Output last = render(value);

      assertThat(page).hasSize(1);
      assertThat(page.get(0).data())
          .containsOnlyKeys(Output.PNG, Output.TEXT, View.METADATA)
          .containsEntry(
              View.METADATA,
              sketch.view().forms().get(View.METADATA)); // its width: half of its pixels
      assertThat(page.get(0).text()).contains("| <Ada> |");
      assertThat(last.data()).containsOnlyKeys(Output.MARKDOWN, Output.TEXT);
      assertThat(last.markdown())
          .startsWith("*“&lt;Ada&gt;” has no owner that this notebook can see");
      assertThat(last.text()).startsWith("“<Ada>” has no owner that this notebook can see");
    }
  }

  @Test
  void showsWhateverKnowsItsViewHoweverItInheritsThat() {
    Notebook.attach();
    class Smile implements Comparable<Smile>, Showable {
      @Override
      public int compareTo(Smile other) {
        return 0;
      }

      @Override
      public View view() {
        return new View(View.html("<b>:-)</b>", ":-)").forms(), "A smile.");
      }
    }
    class Grin extends Smile {}

    for (Smile smile : List.of(new Smile(), new Grin())) {
      page.clear();
      Output last = render(smile);

      assertThat(page).hasSize(1);
      assertThat(page.get(0).html()).isEqualTo("<b>:-)</b>");
      assertThat(last.markdown()).isEqualTo("*A smile.*");
    }
  }

  @Test
  void leavesOtherValuesToTheKernel() {
    Output before = render(List.of(1, 2));

    Notebook.attach();

    assertThat(render(List.of(1, 2))).isEqualTo(before);
    assertThat(before.text()).isEqualTo("[1, 2]");
    assertThat(page).isEmpty();
  }

  @Test
  void registersOnceHoweverOftenItIsAttached() {
    Notebook.attach();
    Notebook.attach();
    Notebook.attach();

    render(chart);

    assertThat(page).hasSize(1);
  }

  @Test
  void showsAValueInTheMiddleOfACell() {
    Display display = Notebook.display(people); // attaches by itself

    assertThat(page).hasSize(1);
    assertThat(page.get(0).data()).containsKeys(Output.HTML, Output.TEXT);
    assertThat(page.get(0).id()).isNotBlank();
    assertThat(page.get(0).isUpdate()).isFalse();
    assertThat(display).hasToString("");
  }

  @Test
  void showsAnythingElseAsText() {
    Notebook.display(42);
    Notebook.display(null);

    assertThat(page).extracting(Output::text).containsExactly("42", "null");
    assertThat(page).extracting(Output::id).doesNotHaveDuplicates();
  }

  @Test
  void replacesAChartAndItsCaptionInTheirPlaces() {
    Display live = Notebook.display(chart);
    live.update(Chart.of(heap, "More."));
    live.finish(Chart.of(heap, "All."));

    assertThat(page)
        .extracting(Output::isUpdate)
        .containsExactly(false, false, true, true, true, true);
    String picture = page.get(0).id();
    String caption = page.get(1).id();
    assertThat(picture).isNotEqualTo(caption);
    assertThat(page)
        .extracting(Output::id)
        .containsExactly(picture, caption, picture, caption, picture, caption);
    assertThat(page.get(0).data()).containsKey(Output.PLOTLY);
    assertThat(page.get(2).data()).doesNotContainKey(Output.PLOTLY); // it would stay on the page
    assertThat(page.get(4).data()).containsKey(Output.PLOTLY);
    assertThat(List.of(page.get(1), page.get(3), page.get(5)))
        .extracting(Output::markdown)
        .containsExactly("*It \\*grows\\*.*", "*More.*", "*All.*");
  }

  @Test
  void takesAwayTheCaptionOfAFormerChart() {
    Display live = Notebook.display(chart);

    live.update("done");

    assertThat(page).hasSize(4);
    assertThat(page.get(2).id()).isEqualTo(page.get(0).id());
    assertThat(page.get(2).text()).isEqualTo("done");
    assertThat(page.get(3).id()).isEqualTo(page.get(1).id());
    assertThat(page.get(3).data()).isEqualTo(Map.of(Output.TEXT, ""));
  }

  @Test
  void addsACaptionThatAFormerChartHadNot() {
    Display live = Notebook.display("wait");

    live.finish(chart);

    assertThat(page).extracting(Output::isUpdate).containsExactly(false, true, false);
    assertThat(page.get(1).id()).isEqualTo(page.get(0).id());
    assertThat(page.get(2).markdown()).isEqualTo("*It \\*grows\\*.*");
  }

  @Test
  void speaksToTheKernelThroughItsAdapter() {
    Kernel adapter = adapter();

    adapter.display("one", Map.of(Output.TEXT, "first"));
    adapter.update("one", Map.of(Output.TEXT, "second"));

    assertThat(page)
        .containsExactly(
            new Output("one", false, Map.of(Output.TEXT, "first")),
            new Output("one", true, Map.of(Output.TEXT, "second")));
  }

  @Test
  void drawsALiveChartInOnePlaceFromAnotherThread() {
    PhoneBook phoneBook = new PhoneBook(40).answeringAfter(Duration.ofMillis(15));
    Cache<String, Person> cache = new StrongCache<>(phoneBook::load);
    long start = System.nanoTime();

    LiveChart.record(
        new Timeline().watch("grows", cache),
        () -> {
          phoneBook.names().forEach(cache::get);
          while (page.size() < 4) { // two pictures, each with its caption
            LockSupport.parkNanos(1_000_000);
          }
        });

    String picture = page.get(0).id();
    String caption = page.get(1).id();
    long atMost =
        (System.nanoTime() - start) / 150_000_000 + 3; // the first, the last and a late one
    assertThat(page).hasSizeGreaterThanOrEqualTo(6);
    assertThat(page.size() / 2).isLessThanOrEqualTo((int) atMost);
    for (int i = 0; i < page.size(); i += 2) {
      boolean isLast = i == page.size() - 2;
      assertThat(page.get(i).id()).isEqualTo(picture);
      assertThat(page.get(i + 1).id()).isEqualTo(caption);
      assertThat(page.get(i).isUpdate()).isEqualTo(i > 0);
      assertThat(page.get(i + 1).isUpdate()).isEqualTo(i > 0);
      assertThat(page.get(i).data().containsKey(Output.PLOTLY)).isEqualTo(isLast);
    }
    assertThat(page.get(page.size() - 2).text())
        .isEqualTo("Chart: “grows” grew to 40 and never forgot anybody");
  }

  private static void forgetTheKernel() throws ReflectiveOperationException {
    Field kernel = Notebook.class.getDeclaredField("kernel");
    kernel.setAccessible(true);
    kernel.set(null, null);
  }
}
