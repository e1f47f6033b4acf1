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
  private static final long MOST_MS_TO_WRITE = 10_000;

  private static final Object LOCK = new Object();

  private static File note;
  private static volatile FileOutputStream opened;
  private static boolean hasCome;
  private static boolean isWritten;

  /** Made in advance, because later there may not be enough memory to make it. */
  private static final byte[] FULL_HEAP =
      String.format(
              "The kernel had to end: its memory was full (%d MB). Its variables are gone.\n"
                  + "To go on, run the notebook from its first cell again, and keep less in"
                  + " variables.\n",
              Runtime.getRuntime().maxMemory() >> 20)
          .getBytes(UTF_8);

  private Ending() {}

  /**
   * Gets ready for this kernel's end.
   *
   * @return the message that this notebook's last kernel left behind; empty if it had nothing to
   *     say
   */
  static String lastWords(String connectionFile) {
    note = new File(connectionFile + ".ended");
    Background.begin(Ending::write, "last words");
    try {
      String words = Files.readString(note.toPath());
      Files.delete(note.toPath());
      return words;
    } catch (IOException e) {
      return "";
    }
  }

  /**
   * Opens the note while there's still memory for that. Once it's there, it stays until the JVM's
   * regular end: memory may be free again for the moment in which the message is written.
   */
  static void mayCome() {
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

  private static void write() {
    try {
      synchronized (LOCK) {
        while (!hasCome) {
          LOCK.wait();
        }
      }
      while (!tryToWrite()) {
        Thread.yield(); // whatever fills the heap gets the same error
      }
      synchronized (LOCK) {
        isWritten = true;
        LOCK.notifyAll();
      }
    } catch (InterruptedException e) {
      // nothing interrupts it
    }
  }

  private static boolean tryToWrite() {
    try {
      open();
      opened.write(FULL_HEAP);
      return true;
    } catch (OutOfMemoryError e) {
      return false;
    } catch (IOException e) {
      return true; // there's no place for it
    }
  }

  /**
   * Leaves a message for the next kernel, and ends the JVM, even without it: if the note isn't open
   * yet, opening it takes memory. Whoever asks for memory may wait for minutes, while others
   * collect in turn. So a different thread does that, and this one allocates nothing.
   */
  static void becauseTheHeapIsFull() {
    try {
      long end = System.nanoTime() + MOST_MS_TO_WRITE * 1_000_000;
      synchronized (LOCK) {
        hasCome = true;
        LOCK.notifyAll();
        for (long left = MOST_MS_TO_WRITE; !isWritten && left > 0; ) {
          LOCK.wait(left);
          left = (end - System.nanoTime()) / 1_000_000;
        }
      }
    } catch (InterruptedException e) {
      // then without it
    }
    Runtime.getRuntime().halt(1);
  }
}
