package weakrefs.chart;

import java.awt.image.BufferedImage;
import java.text.Bidi;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import weakrefs.figure.OneLine;
import weakrefs.figure.Png;
import weakrefs.inspect.Ties;
import weakrefs.show.Showable;
import weakrefs.show.View;

/**
 * What a {@link Sketch} saw in one moment: a picture, the same in characters, and a caption that
 * says it in words. Holds names only.
 *
 * <pre>{@code
 * Drawing before = ada.draw();
 * person = null;
 * before          // the last line of a cell: as it was
 * }</pre>
 */
public final class Drawing implements Showable {
  /** Of owners, and of observers; the rest is counted. */
  private static final int MOST_NAMES = 12;

  /** Drawn for one CSS pixel, in each direction. */
  private static final int PIXELS = 2;

  /** {@code $7}, and what is reached from there. */
  private static final Pattern HIDDEN = Pattern.compile("\\$\\d+(\\W.*)?");

  /** What a line between a name and the object means. */
  enum Tie {
    OWNS(""),
    OWNS_IN_SECRET("hidden: JShell keeps a cell's value"),
    OBSERVES(""),
    FINDS_NOTHING("finds nothing now (null)"),
    VANISHED("no longer there");

    final String note;

    Tie(String note) {
      this.note = note;
    }
  }

  /** A name as it is drawn. */
  record Party(String name, Tie tie) {}

  private final String label;
  private final boolean isGone;
  private final List<Party> owners = new ArrayList<>();
  private final List<Party> observers = new ArrayList<>();

  /** Drawn when first asked for. */
  private Png png;

  private int width;

  Drawing(String label, Ties.Look look) {
    this.label = label;
    this.isGone = look.isGone();
    look.owners()
        .forEach(
            name ->
                owners.add(
                    party(name, HIDDEN.matcher(name).matches() ? Tie.OWNS_IN_SECRET : Tie.OWNS)));
    look.observers().forEach(name -> observers.add(party(name, Tie.OBSERVES)));
    look.findNothing().forEach(name -> observers.add(party(name, Tie.FINDS_NOTHING)));
    look.vanished().forEach(name -> observers.add(party(name, Tie.VANISHED)));
  }

  private static Party party(String name, Tie tie) {
    return new Party(OneLine.of(name), tie);
  }

  String label() {
    return label;
  }

  boolean isGone() {
    return isGone;
  }

  /** The first owners, as many as are drawn. */
  List<Party> owners() {
    return first(owners);
  }

  /** The first observers, as many as are drawn. */
  List<Party> observers() {
    return first(observers);
  }

  private static List<Party> first(List<Party> all) {
    return all.subList(0, Math.min(all.size(), MOST_NAMES));
  }

  /** For those who aren't drawn: {@code and 5 more}, or nothing. */
  String moreOwners() {
    return more(owners.size());
  }

  /** For those who aren't drawn: {@code and 5 more}, or nothing. */
  String moreObservers() {
    return more(observers.size());
  }

  private static String more(int all) {
    return all <= MOST_NAMES ? "" : "and " + (all - MOST_NAMES) + " more";
  }

  /** What is seen, in a line of plain text. */
  public String caption() {
    return isGone ? captionOfNothing() : captionOfOneWhoLives();
  }

  private String captionOfOneWhoLives() {
    StringBuilder words = new StringBuilder(quoted(label));
    switch (owners.size()) {
      case 0 ->
          words.append(
              " has no owner that this notebook can see, so the next collection may take it.");
      case 1 -> words.append(" has 1 owner: ").append(names(owners)).append('.');
      default ->
          words
              .append(" has ")
              .append(owners.size())
              .append(" owners: ")
              .append(names(owners))
              .append('.');
    }
    switch (observers.size()) {
      case 0 -> words.append(" Nothing else knows where it is.");
      case 1 -> words.append(" 1 observer only knows where it is: ");
      default ->
          words.append(' ').append(observers.size()).append(" observers only know where it is: ");
    }
    if (!observers.isEmpty()) {
      words.append(names(observers)).append('.');
    }
    List<Party> hidden = with(owners, Tie.OWNS_IN_SECRET);
    if (!hidden.isEmpty()) {
      words
          .append(" Hidden, because JShell keeps a cell's value: ")
          .append(names(hidden))
          .append('.');
    }
    return words.toString();
  }

  private String captionOfNothing() {
    StringBuilder words = new StringBuilder(quoted(label));
    words.append(" is gone: nothing owned it anymore, so a collection took it.");
    List<Party> disappointed = with(observers, Tie.FINDS_NOTHING);
    if (!disappointed.isEmpty()) {
      words
          .append(
              disappointed.size() == 1
                  ? " 1 observer finds"
                  : " " + disappointed.size() + " observers find")
          .append(" nothing now (null): ")
          .append(names(disappointed))
          .append('.');
    }
    List<Party> vanished = with(observers, Tie.VANISHED);
    if (!vanished.isEmpty()) {
      words.append(" No longer there: ").append(names(vanished)).append('.');
    }
    return words.toString();
  }

  private static List<Party> with(List<Party> all, Tie tie) {
    return all.stream().filter(party -> party.tie() == tie).toList();
  }

  private static String names(List<Party> parties) {
    List<String> names = new ArrayList<>();
    first(parties).forEach(party -> names.add(isolated(party.name())));
    String all = String.join(", ", names);
    return parties.size() <= MOST_NAMES ? all : all + " " + more(parties.size());
  }

  private static String quoted(String text) {
    return "“" + isolated(text) + "”";
  }

  /** A name that is written from right to left must not turn the sentence around it. */
  private static String isolated(String name) {
    return Bidi.requiresBidi(name.toCharArray(), 0, name.length())
        ? "\u2068" + name + "\u2069"
        : name;
  }

  /**
   * The drawing in each form that a notebook may pick, by MIME type: {@code image/png} (Base64) if
   * this machine can draw, and {@code text/plain}. The caption is shown beside it.
   */
  public Map<String, Object> bundle() {
    return Collections.unmodifiableMap(png().bundle(inCharacters()));
  }

  /**
   * How wide to show the picture, in CSS pixels; 0 if there is none. The PNG has twice as many, to
   * be crisp on any screen.
   */
  public int width() {
    return png().bytes().isEmpty() ? 0 : width;
  }

  @Override
  public View view() {
    Map<String, Object> forms = new LinkedHashMap<>(bundle());
    if (width() > 0) {
      forms.put(View.METADATA, Map.of("image/png", Map.of("width", width())));
    }
    return new View(forms, caption());
  }

  private synchronized Png png() {
    if (png == null) {
      png =
          Png.of(
              () -> {
                BufferedImage image = new SketchPicture(this).draw(PIXELS);
                width = image.getWidth() / PIXELS;
                return image;
              });
    }
    return png;
  }

  /** The drawing in characters, and the caption. */
  @Override
  public String toString() {
    return inCharacters() + "\n" + caption();
  }

  // ---- in characters: plain ones, since a console may know no others ----

  private String inCharacters() {
    List<String> left = new ArrayList<>();
    List<String> right = new ArrayList<>();
    owners().forEach(p -> left.add(p.name() + noted(p)));
    observers().forEach(p -> right.add(arrow(p) + p.name() + noted(p)));
    if (left.isEmpty()) {
      left.add("(no owner)");
    }
    if (right.isEmpty()) {
      right.add("          (no observer)");
    }
    int arrows = owners().size();
    if (!moreOwners().isEmpty()) {
      left.add(moreOwners());
    }
    if (!moreObservers().isEmpty()) {
      right.add("          " + moreObservers());
    }
    String text = isGone ? label + ": gone" : label;
    int height = Math.max(3, Math.max(left.size(), right.size()));
    int before = left.stream().mapToInt(Drawing::width).max().orElse(0);
    int inside = width(text);
    int top = (height - left.size()) / 2;
    int topRight = (height - right.size()) / 2;
    List<String> lines = new ArrayList<>();
    for (int row = 0; row < height; row++) {
      String owner = at(left, row - top);
      boolean owns = row >= top && row - top < arrows;
      lines.add(
          (padded(owner, before)
                  + (owns ? "  -----> " : "         ")
                  + box(row, height, text, inside)
                  + at(right, row - topRight))
              .stripTrailing());
    }
    return String.join("\n", lines);
  }

  private String box(int row, int height, String text, int inside) {
    if (row == 0 || row == height - 1) {
      String edge = isGone ? "- ".repeat((inside + 4) / 2) : "-".repeat(inside + 2);
      return "+" + edge.substring(0, inside + 2) + "+";
    }
    String side = isGone ? ":" : "|";
    return side + " " + padded(row == height / 2 ? text : "", inside) + " " + side;
  }

  private static String arrow(Party observer) {
    return switch (observer.tie()) {
      case OBSERVES -> " < - - -  ";
      case FINDS_NOTHING -> "   x - -  ";
      default -> "          ";
    };
  }

  private static String noted(Party party) {
    return party.tie().note.isEmpty() ? "" : " (" + party.tie().note + ")";
  }

  private static String at(List<String> lines, int i) {
    return i >= 0 && i < lines.size() ? lines.get(i) : "";
  }

  private static int width(String text) {
    return text.codePointCount(0, text.length());
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(width - width(text));
  }
}
