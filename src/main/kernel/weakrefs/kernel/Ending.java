package weakrefs.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;

/**
 * Ends a kernel that can't go on. It can't say why in the notebook anymore, but the next kernel
 * can: JupyterLab starts one at once, with the same connection file.
 */
final class Ending {
  /** A failed try may cost two collections of the whole heap, and seconds on a busy machine. */
  private static final long MOST_TO_WRITE = 10_000_000_000L;

  private static File note;
  private static volatile FileOutputStream opened;
  private static volatile boolean isWritten;

  /** Made in advance, because later there may not be enough memory to make it. */
  private static final byte[] FULL_HEAP =
      String.format(
              "The kernel had to end: its memory was full (%d MB). Its variables are gone.\n"
                  + "To go on, run the notebook from its first cell again, and keep less in"
                  + " variables.\n",
              Runtime.getRuntime().maxMemory() >> 20)
          .getBytes(UTF_8);

  private Ending() {}

  /** The message that this notebook's last kernel left behind; empty if it had nothing to say. */
  static String lastWords(String connectionFile) {
    note = new File(connectionFile + ".ended");
    try {
      String words = Files.readString(note.toPath());
      Files.delete(note.toPath());
      return words;
    } catch (IOException e) {
      return "";
    }
  }

  /**
   * Opens the note while there's still memory for that. Once it's there it stays until the JVM's
   * regular end: memory may be free again for the moment in which the message is written.
   */
  static void mayComeSoon() {
    try {
      open();
    } catch (OutOfMemoryError | IOException e) {
      // tried again at the next look
    }
  }

  /** Only appends, so that a second thread can't empty what the first one has written. */
  private static void open() throws IOException {
    if (opened == null) {
      note.deleteOnExit(); // not after halt()
      opened = new FileOutputStream(note, true);
    }
  }

  /** Leaves a message for the next kernel, and ends the JVM. */
  static void becauseTheHeapIsFull() {
    long end = System.nanoTime() + MOST_TO_WRITE;
    while (!isWritten && System.nanoTime() < end) {
      try {
        open();
        opened.write(FULL_HEAP);
        isWritten = true;
      } catch (OutOfMemoryError e) {
        Thread.yield(); // whatever fills the heap gets the same error
      } catch (Throwable e) {
        break;
      }
    }
    Runtime.getRuntime().halt(1);
  }
}
