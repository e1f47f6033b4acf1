package weakrefs.exercise;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import weakrefs.lab.Java;
import weakrefs.lab.LabException;

/** The learner's own test of the kiosk is written to a file and run, as in a terminal. */
@Exercise(notebook = "12", name = "a patient test in a file")
record PatientTest(String source) implements Check {
  private static final String FILE = "VisitTest.java";

  /** In the text that the notebook gives to begin with. */
  private static final String PLACEHOLDER = "your turn";

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Override
  public String look() {
    if (source == null || source.isBlank()) {
      throw Unsolved.notAttempted("Write your test between the quotes.");
    }
    Path folder = null;
    try {
      folder = Files.createTempDirectory("visit-test");
      String reason = tried(Files.writeString(folder.resolve(FILE), source), PATIENCE);
      return reason + kept();
    } catch (IOException e) {
      throw Unsolved.notYet("We couldn't write your test to a file: %s.", e.getMessage());
    } finally {
      if (folder != null) {
        folder.resolve(FILE).toFile().delete();
        folder.toFile().delete();
      }
    }
  }

  /**
   * @param patience for each run of the test
   */
  String tried(Path file, Duration patience) {
    Java.Ended leaky =
        run(
            file,
            patience,
            "leaky",
            Words.say(
                "On the kiosk that leaks, your test was still running after %d seconds. Give it a deadline: two seconds will do here.",
                patience.toSeconds()));
    if (leaky.said().contains("error: compilation failed")) {
      throw Unsolved.notYet("Java can't compile your test. It says: %s", said(leaky));
    }
    if (leaky.isWell()) {
      throw source.contains(PLACEHOLDER)
          ? Unsolved.notAttempted(
              "Your test passes on the kiosk that leaks, because it doesn't check yet whether the visit is gone.")
          : Unsolved.notYet(
              "Your test passes on the kiosk that leaks. If the visit is still there at the deadline, throw an AssertionError.");
    }
    String tooLate =
        Words.say(
            "On a kiosk that's tidy, but half a second late, your test was still running after %d seconds. It should end as soon as the visit is gone.",
            patience.toSeconds());
    Java.Ended slow = run(file, patience, "slow", tooLate);
    if (!slow.isWell()) {
      Java.Ended tidy = run(file, patience, "tidy", tooLate);
      throw tidy.isWell()
          ? Unsolved.notYet(
              "Your test fails on a kiosk that's tidy, but half a second late. Don't look just once: ask for a collection and look, again and again, and give up only at the deadline.")
          : Unsolved.notYet(
              "Your test fails on the kiosk that's tidy, too. It says: %s", said(tidy));
    }
    return "Your test fails on the kiosk that leaks and passes on the one that's tidy, and it's patient enough for a slow one.";
  }

  private static Java.Ended run(Path file, Duration patience, String kiosk, String tooLong) {
    try {
      return Java.runFile(file, patience, kiosk).orElseThrow(() -> Unsolved.notYet("%s", tooLong));
    } catch (LabException e) {
      throw Unsolved.notYet("We couldn't try it: %s.", e.getMessage());
    }
  }

  /** The compiler names the file first, with its whole path. */
  private static String said(Java.Ended ended) {
    return Words.cut(
        ended
            .said()
            .replaceFirst("^\\S*" + FILE + ":", "line ")
            .replaceAll("\\s+", " ")
            .replaceFirst("^$", "nothing."));
  }

  /** In a learner's copy the file stays. What's there already may be a learner's, too. */
  private String kept() {
    if (!Progress.soFar().isKept()) {
      return "";
    }
    Path file = Path.of(FILE);
    try {
      if (Files.exists(file) && !Files.readString(file).equals(source)) {
        Files.move(file, Path.of(FILE + ".before"), StandardCopyOption.REPLACE_EXISTING);
      }
      Files.writeString(file, source);
      return Words.say(" It's in the file %s, beside this notebook.", FILE);
    } catch (IOException e) {
      return Words.say(" (We couldn't keep it as the file %s, beside this notebook: %s.)", FILE, e);
    }
  }
}
