package weakrefs.show;

/**
 * Something that knows what it looks like in a notebook. As the last line of a cell, and in {@link
 * weakrefs.notebook.Notebook#display}, it shows its view. Outside a notebook, you see its text.
 *
 * <pre>{@code
 * class Smile implements Showable {
 *   public View view() {
 *     return View.html("<b>:-)</b>", ":-)");
 *   }
 * }
 * new Smile()      // the last line of a cell: a bold smile
 * }</pre>
 */
public interface Showable {
  /** What it looks like right now. */
  View view();
}
