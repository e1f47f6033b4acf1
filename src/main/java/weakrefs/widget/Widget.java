package weakrefs.widget;

import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntConsumer;

/**
 * A part of what a page draws, as it should look now. Widgets never change: after a click, a {@link
 * Live} value is asked for new ones, and the page is told the differences.
 *
 * <p>What a widget does when it's clicked runs outside any cell, where the stop button can't reach
 * it. So it has two seconds, and whatever it throws or prints is shown below the widgets.
 */
public sealed interface Widget {
  /** What's inside it, if it's made of others. */
  default List<Widget> parts() {
    return List.of();
  }

  /** Text. The only widget that isn't plain: use {@link weakrefs.show.Markup#html}. */
  record Html(String html) implements Widget {}

  /**
   * Something to press.
   *
   * @param label what it does, in a few words
   */
  record Button(String label, Runnable press) implements Widget {}

  /**
   * One of several, side by side.
   *
   * @param label what is chosen, in a word or two; may be empty
   * @param options none draws nothing
   * @param picked the index of the one that's chosen
   * @param pick is told the index of the one that was clicked
   */
  record Choice(String label, List<String> options, OptionalInt picked, IntConsumer pick)
      implements Widget {
    public Choice {
      options = List.copyOf(options);
    }
  }

  /** Widgets side by side; where they don't fit, the next line goes on with them. */
  record Row(List<Widget> parts) implements Widget {
    public Row {
      parts = List.copyOf(parts);
    }
  }

  /** Widgets one below the other. */
  record Column(List<Widget> parts) implements Widget {
    public Column {
      parts = List.copyOf(parts);
    }
  }
}
