package weakrefs.kiosk;

/** A visitor in front of the kiosk, with their photo. */
public final class Visit implements Runnable {
  private static final int PHOTO_BYTES = 50 * 1024;

  private final String name;
  private final byte[] photo = new byte[PHOTO_BYTES];
  private volatile int refreshed;

  Visit(String name) {
    this.name = name;
  }

  /** Draws the visitor's screen again. */
  public void refresh() {
    refreshed++;
  }

  /** Refreshes the screen, so a visit can listen to the clock itself. */
  @Override
  public void run() {
    refresh();
  }

  /** Who's visiting. */
  @Override
  public String toString() {
    return name;
  }
}
