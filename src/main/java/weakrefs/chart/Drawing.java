package weakrefs.chart;

import java.awt.image.BufferedImage;
import java.text.Bidi;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import weakrefs.figure.OneLine;
import weakrefs.figure.Png;
import weakrefs.inspect.Follower;
import weakrefs.inspect.Inspector;
import weakrefs.show.Showable;
import weakrefs.show.View;

/**
 * What a {@link Sketch} saw at one moment: a picture, the same in plain characters, and a caption
 * that puts it into words. It holds names only, so it keeps no object alive.
 *
 * <pre>{@code
 * Drawing before = ada.draw();
 * person = null;
 * before          // the last line of a cell: as it was
 * }</pre>
 */
public final class Drawing implements Showable {
  /** At most so many owners, and so many observers; the others are only counted. */
  private static final int MOST_NAMES = 12;

  /** Pixels drawn for each CSS pixel, in each direction, so that it's crisp on any screen. */
  private static final int PIXELS = 2;

  /** What a line between a name and the object means. */
  enum Tie {
    OWNS("  -----> ", ""),
    OWNS_IN_SECRET("  -----> ", "hidden: JShell keeps a cell's value"),
    OBSERVES(" < - - -  ", ""),
    FINDS_NOTHING("   x - -  ", "finds nothing now (null)"),
    VANISHED("          ", "no longer there");

    /** In plain characters, because a console may not know any others. */
    final String line;

    final String note;

    Tie(String line, String note) {
      this.line = line;
      this.note = note;
    }
  }

  /** A name as it's drawn. */
  record Party(String name, Tie tie) {
    Party {
      name = OneLine.of(name);
    }

    String withNote() {
      return tie.note.isEmpty() ? name : name + " (" + tie.note + ")";
    }
  }

  /** Everything on one side of the object. */
  record Side(List<Party> all, String nobody) {
    /** The ones that are drawn. */
    List<Party> drawn() {
      return all.subList(0, Math.min(all.size(), MOST_NAMES));
    }

    /** Words for the ones that aren't drawn, or for there being none at all; may be empty. */
    String rest() {
      return all.isEmpty() ? nobody : more();
    }

    private String more() {
      return all.size() <= MOST_NAMES ? "" : "and " + (all.size() - MOST_NAMES) + " more";
    }

    private Side with(Tie tie) {
      return new Side(all.stream().filter(party -> party.tie == tie).toList(), nobody);
    }

    /** A sentence that lists them, or nothing if there are none. */
    private String sentence(String one, String many) {
      return all.isEmpty()
          ? ""
          : " %s: %s%s."
              .formatted(
                  String.format(Locale.ROOT, all.size() == 1 ? one : many, all.size()),
                  drawn().stream()
                      .map(party -> isolated(party.name))
                      .collect(Collectors.joining(", ")),
                  more().isEmpty() ? "" : " " + more());
    }
  }

  final String label;
  final boolean isGone;
  final Side owners = new Side(new ArrayList<>(), "no owner");
  final Side observers = new Side(new ArrayList<>(), "no observer");

  /** Drawn on first use. */
  private Png png;

  private int width;

  Drawing(String label, Follower.Look look) {
    this.label = label;
    this.isGone = look.isGone();
    for (String name : look.owners()) {
      boolean isHidden = Inspector.isHidden(name);
      owners.all.add(new Party(name, isHidden ? Tie.OWNS_IN_SECRET : Tie.OWNS));
    }
    look.observers().forEach(name -> observers.all.add(new Party(name, Tie.OBSERVES)));
    look.findNothing().forEach(name -> observers.all.add(new Party(name, Tie.FINDS_NOTHING)));
    look.vanished().forEach(name -> observers.all.add(new Party(name, Tie.VANISHED)));
  }

  /** What you see, in one line of plain text. */
  public String caption() {
    String name = "“" + isolated(label) + "”";
    if (isGone) {
      return name
          + " is gone: nothing owned it anymore, so a collection took it."
          + observers
              .with(Tie.FINDS_NOTHING)
              .sentence(
                  "1 observer finds nothing now (null)", "%d observers find nothing now (null)")
          + observers.with(Tie.VANISHED).sentence("No longer there", "No longer there");
    }
    String owned = owners.sentence("has 1 owner", "has %d owners");
    String observed =
        observers.sentence(
            "1 observer only knows where it is", "%d observers only know where it is");
    String why = "Hidden, because JShell keeps a cell's value";
    return name
        + (owned.isEmpty()
            ? " has no owner that this notebook can see, so the next collection may take it."
            : owned)
        + (observed.isEmpty() ? " Nothing else knows where it is." : observed)
        + owners.with(Tie.OWNS_IN_SECRET).sentence(why, why);
  }

  /** Keeps a name that's written from right to left from turning the sentence around it. */
  private static String isolated(String name) {
    return Bidi.requiresBidi(name.toCharArray(), 0, name.length())
        ? "\u2068" + name + "\u2069"
        : name;
  }

  /**
   * The drawing in characters, and as a picture if this machine can draw, with the caption below
   * it.
   */
  @Override
  public View view() {
    Map<String, Object> forms = new LinkedHashMap<>(png().forms(inCharacters()));
    if (width > 0) { // in CSS pixels
      forms.put(View.METADATA, Map.of("image/png", Map.of("width", width)));
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

  private String inCharacters() {
    List<String> left = new ArrayList<>();
    List<String> right = new ArrayList<>();
    owners.drawn().forEach(party -> left.add(party.withNote()));
    observers.drawn().forEach(party -> right.add(party.tie.line + party.withNote()));
    addRest(left, owners, "");
    addRest(right, observers, Tie.VANISHED.line);
    String text = isGone ? label + ": gone" : label;
    int height = Math.max(3, Math.max(left.size(), right.size()));
    int before = left.stream().mapToInt(Drawing::length).max().orElse(0);
    int top = (height - left.size()) / 2;
    int topRight = (height - right.size()) / 2;
    List<String> lines = new ArrayList<>();
    for (int row = 0; row < height; row++) {
      boolean owns = row >= top && row - top < owners.drawn().size();
      lines.add(
          (padded(at(left, row - top), before)
                  + (owns ? Tie.OWNS.line : " ".repeat(Tie.OWNS.line.length()))
                  + box(row, height, text)
                  + at(right, row - topRight))
              .stripTrailing());
    }
    return String.join("\n", lines);
  }

  private static void addRest(List<String> lines, Side side, String before) {
    if (!side.rest().isEmpty()) {
      lines.add(before + (side.all.isEmpty() ? "(" + side.rest() + ")" : side.rest()));
    }
  }

  private String box(int row, int height, String text) {
    int inside = length(text) + 2;
    if (row == 0 || row == height - 1) {
      return "+" + (isGone ? "- " : "--").repeat(inside).substring(0, inside) + "+";
    }
    String side = isGone ? ":" : "|";
    return side + padded(row == height / 2 ? " " + text : "", inside) + side;
  }

  private static String at(List<String> lines, int i) {
    return i >= 0 && i < lines.size() ? lines.get(i) : "";
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  private static String padded(String text, int length) {
    return text + " ".repeat(length - length(text));
  }
}
