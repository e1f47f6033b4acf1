package weakrefs.playground;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import weakrefs.chart.HouseStyle;
import weakrefs.show.Markup;
import weakrefs.show.View;
import weakrefs.widget.Live;
import weakrefs.widget.Widget;

/**
 * The phone book to play with: a tile for each of its 200 people, who are real objects, and buttons
 * that turn a page, clear the screen and collect garbage. Tiles know people weakly, so they keep
 * nobody in memory.
 *
 * <p>Where a page has no buttons, it shows a run of six steps as pictures.
 *
 * <pre>{@code
 * Notebook.show(new Playground());
 * }</pre>
 */
public final class Playground implements Live {
  private static final List<String> CACHES = List.of("never forgets", "forgets");
  private static final String COLLECT = "Collect garbage";
  private static final List<Integer> ROWS = List.of(1, 5, 20, 60);

  /** What the saved picture shows: the last ones. */
  private static final int MOST_MOMENTS = 9;

  private final List<Moment> moments = new ArrayList<>();
  private PhoneApp app;
  private String said;
  private String answer;

  /** Drawn on request. */
  private View picture;

  /** A cache that forgets, a screen for five, and nobody loaded yet. */
  public Playground() {
    startOver(true, 5);
  }

  @Override
  public String place() {
    return "the playground";
  }

  private void startOver(boolean forgets, int rows) {
    app = new PhoneApp(forgets, rows);
    said = "Here's a new cache that " + cache() + ". Nobody is loaded yet.";
    answer = "";
    moments.clear();
    remember("Start");
  }

  private String cache() {
    return CACHES.get(app.forgets() ? 1 : 0);
  }

  private void remember(String step) {
    picture = null;
    moments.add(new Moment(step, app.names(), app.tiles()));
    if (moments.size() > MOST_MOMENTS) {
      moments.remove(0);
    }
  }

  private void act(String step, Supplier<String> action) {
    Moment before = now();
    said = action.get();
    answer = "";
    remember(step);
    int went = now().goneSince(before);
    if (went > 0 && !step.equals(COLLECT)) {
      said +=
          HouseStyle.inEnglish(" Meanwhile Java collected by itself, and took %d people.", went);
    }
  }

  private void nextPage() {
    act("Next page", app::nextPage);
  }

  private void clearScreen() {
    act("Clear the screen", app::clearScreen);
  }

  private void collect() {
    act(COLLECT, app::collect);
  }

  private void changeRows(int rows) {
    act("Room for " + rows, () -> app.changeRows(rows));
  }

  @Override
  public Optional<Widget> widget() {
    Widget cache =
        new Widget.Choice(
            "Cache",
            CACHES,
            OptionalInt.of(CACHES.indexOf(cache())),
            i -> startOver(i == 1, app.rows()));
    Widget rows =
        new Widget.Choice(
            "Screen",
            ROWS.stream().map(each -> each == 1 ? "1 row" : each + " rows").toList(),
            OptionalInt.of(ROWS.indexOf(app.rows())),
            i -> changeRows(ROWS.get(i)));
    Widget actions =
        new Widget.Row(
            List.of(
                new Widget.Button("Next page", this::nextPage),
                new Widget.Button("Clear the screen", this::clearScreen),
                new Widget.Button(COLLECT, this::collect),
                new Widget.Button("Start over", () -> startOver(app.forgets(), app.rows()))));
    Widget questions =
        new Widget.Row(
            List.of(
                new Widget.Button(
                    "Who holds the first person on the screen?",
                    () -> answer = app.whoHoldsFirstOnScreen()),
                new Widget.Button(
                    "Who holds the first person to leave it?",
                    () -> answer = app.whoHoldsFirstToLeave())));
    return Optional.of(
        new Widget.Column(
            List.of(
                actions,
                new Widget.Html(now().html()),
                new Widget.Html(Markup.html(said)),
                questions,
                new Widget.Html(Markup.html(answer)),
                cache,
                rows)));
  }

  private Moment now() {
    return moments.get(moments.size() - 1);
  }

  /**
   * The last nine steps. If there were none, a run that plays itself, because a page that shows
   * this has no buttons.
   */
  @Override
  public View view() {
    if (picture == null) {
      picture = (moments.size() > 1 ? this : played()).draw();
    }
    return picture;
  }

  private View draw() {
    return new Filmstrip(moments)
        .view(
            HouseStyle.inEnglish(
                "The phone book's %d people in a cache that %s, a tile for each, after each step."
                    + " At the end: %s.",
                PhoneApp.PEOPLE, cache(), now().inWords()));
  }

  /** A run without anybody who presses buttons. */
  private static Playground played() {
    Playground run = new Playground();
    run.nextPage();
    run.collect();
    run.nextPage();
    run.nextPage();
    run.clearScreen();
    run.collect();
    run.moments.remove(0); // before the first step, there's nothing to see
    return run;
  }
}
