package weakrefs.kernel;

import java.nio.file.Path;
import jdk.jshell.EvalException;

/** Why a cell has no result, in words that say what to do. */
final class CellException extends RuntimeException {
  private static final long serialVersionUID = 1;

  CellException(String words, Throwable cause) {
    super(words, cause);
  }

  private static final String GOES_ON =
      " is still running in the background, where it keeps a processor busy."
          + "\nJava can't end code from outside: it has to notice the stop itself, and a loop that"
          + " only computes doesn't."
          + "\nTo end it, restart the kernel (in the menu: Kernel > Restart Kernel).";

  static CellException stillRunning(Throwable stopped) {
    return new CellException("This cell was stopped, but its code" + GOES_ON, stopped);
  }

  static CellException leftBehind(Throwable stopped) {
    return new CellException(
        "This cell was stopped, but a thread that it started is still running in the background."
            + "\nStop only reaches the cell's own code."
            + "\nTo end the thread, restart the kernel (in the menu: Kernel > Restart Kernel).",
        stopped);
  }

  static CellException stillCompiling() {
    return new CellException(
        "This cell was stopped, but the kernel is still busy with it, and later cells have to wait"
            + " for that."
            + "\nTo go on right away, restart the kernel (in the menu: Kernel > Restart Kernel).",
        null);
  }

  static CellException busy() {
    return new CellException(
        "The kernel is still busy with a cell that was stopped, so this one didn't run."
            + "\nRun it again in a moment, or restart the kernel (in the menu: Kernel > Restart"
            + " Kernel).",
        null);
  }

  /**
   * Showing a value was cut off.
   *
   * @param seconds after how long; 0 if Stop was pressed
   * @param goesOn whether the value's own code didn't notice, and is still running
   */
  static CellException notShown(long seconds, boolean goesOn) {
    String cause =
        seconds == 0
            ? "The cell has run, and showing its value was stopped."
            : "The cell has run, but showing its value took longer than "
                + seconds
                + " seconds, so it was cut off."
                + "\nPut the value into a variable, and ask for a part of it.";
    return new CellException(goesOn ? cause + "\nIts toString()" + GOES_ON : cause, null);
  }

  static CellException unshowable(Throwable why) {
    return new CellException(
        why instanceof OutOfMemoryError
            ? "The cell has run, but its value is too large to be shown in a heap of "
                + megabytes()
                + " MB."
                + "\nPut the value into a variable, and ask for a part of it."
            : "The cell has run, but its value can't be shown: turning it into text ended with "
                + ended(
                    why instanceof StackOverflowError
                        ? words(why) + ", as it does when a value contains itself"
                        : words(why)),
        why);
  }

  static CellException fullHeap(Throwable why) {
    return new CellException(FULL_HEAP, why);
  }

  /** The first cell's file isn't where the course's notebooks look for it. */
  static CellException missing(String file, Path folder, String notebooks) {
    return new CellException(
        String.format(
            "This notebook is in the folder %s, and there's no %s there or in a folder above."
                + "\nPut the notebook into the course's folder %s, and open it there.",
            folder, file, notebooks),
        null);
  }

  /** A file that a cell loads has thrown an exception. */
  static CellException inside(Path file, EvalException thrown) {
    return new CellException(
        thrown.getExceptionClassName()
            + ": "
            + thrown.getMessage()
            + "\n\tin "
            + file.getFileName(),
        thrown);
  }

  static CellException failed(Throwable why) {
    return why instanceof OutOfMemoryError
        ? fullHeap(why)
        : new CellException("The kernel couldn't run this cell: " + words(why), why);
  }

  /** Its class and message; getting the message may run the learner's own code, which may fail. */
  private static String words(Throwable thrown) {
    try {
      return thrown.toString();
    } catch (Throwable e) {
      return thrown.getClass().getName();
    }
  }

  /** A sentence with its period, where it has none yet. */
  private static String ended(String words) {
    return words.endsWith(".") ? words : words + ".";
  }

  private static long megabytes() {
    return Runtime.getRuntime().maxMemory() >> 20;
  }

  static final String CLOSED_SCANNER =
      "A Scanner whose question was stopped asks no more: make a new Scanner(System.in).";

  static final String FULL_HEAP =
      "The memory of this notebook is full ("
          + megabytes()
          + " MB). What its variables hold stays."
          + "\nLet go of what you don't need (such as big = null;), or restart the kernel (in the"
          + " menu: Kernel > Restart Kernel).";
}
