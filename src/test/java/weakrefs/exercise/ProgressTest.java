package weakrefs.exercise;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgressTest {
  /** As {@code tutorial/my_course.py} writes it. */
  private static final String COURSE =
      """
      notebook\t00-start-here.ipynb\tStart here\tabc\tdef
      guess\tsecond round
      exercise\tforty stay
      notebook\t04-let-the-cache-forget.ipynb\tLet the cache forget\tabc\tdef
      guess\tAda again
      guess\twhich five
      exercise\tsixty stay
      exercise\tkeep Ada
      notebook\t05-see-it-turn-to-null.ipynb\tSee it turn to null\tabc\tdef
      exercise\ta name, or gone
      """;

  @TempDir Path folder;

  @BeforeEach
  void copyTheCourse() throws IOException {
    Files.writeString(folder.resolve(".course"), COURSE);
  }

  private Path file() {
    return folder.resolve(".progress");
  }

  private static Exercise exercise(Class<? extends Check> check) {
    return check.getAnnotation(Exercise.class);
  }

  @Test
  void isAMapOfWhatIsDoneBegunAndNext() {
    Progress progress = new Progress(folder);
    progress.guessed("second round", false);
    progress.solved(exercise(FortyStay.class));
    progress.guessed("Ada again", true);

    assertThat(progress)
        .hasToString(
            """
            ✔ 00 Start here: 1 of 1 guesses, 1 of 1 exercises
            ◐ 04 Let the cache forget: 1 of 2 guesses, 0 of 2 exercises (next)
            ○ 05 See it turn to null: 0 of 0 guesses, 0 of 2 exercises""");
    assertThat(progress.view().forms().get("text/markdown").toString())
        .contains(
            "| ◐ | [04 Let the cache forget](04-let-the-cache-forget.ipynb) ← **next** | 1 of 2 | 0 of 2 |");
  }

  @Test
  void goesOnAfterTheLastOneThatWasBegun() {
    Progress progress = new Progress(folder);
    progress.guessed("Ada again", true);
    progress.guessed("which five", true);
    progress.solved(exercise(SixtyStay.class));
    progress.solved(exercise(Favorite.class));

    assertThat(progress.toString().lines().toList().get(2)).endsWith("(next)");
  }

  @Test
  void goesOnWhereSomethingWasDoneLast() {
    Progress progress = new Progress(folder);
    progress.guessed("Ada again", true);
    progress.guessed("second round", true);

    assertThat(progress.toString().lines().filter(line -> line.endsWith("(next)")))
        .containsExactly("◐ 00 Start here: 1 of 1 guesses, 0 of 1 exercises (next)");
  }

  @Test
  void findsAnExerciseByItsNameWhateverItsNotebooksNumberWas() throws IOException {
    Files.writeString(file(), "\nsolved\t03\tsixty stay\n");

    assertThat(new Progress(folder).hasSolved(exercise(SixtyStay.class))).isTrue();
    assertThat(
            Arrays.stream(Check.class.getPermittedSubclasses())
                .map(each -> each.getAnnotation(Exercise.class).name()))
        .doesNotHaveDuplicates();
  }

  @Test
  void outlivesTheKernel() {
    new Progress(folder).solved(exercise(FortyStay.class));

    Progress tomorrow = new Progress(folder);

    assertThat(tomorrow.hasSolved(exercise(FortyStay.class))).isTrue();
    assertThat(tomorrow.hasSolved(exercise(SixtyStay.class))).isFalse();
  }

  @Test
  void keepsOneLineForWhatIsDoneAgain() throws IOException {
    Progress progress = new Progress(folder);
    for (int i = 0; i < 3; i++) {
      progress.guessed("Ada again", true);
      progress.solved(exercise(FortyStay.class));
    }

    assertThat(Files.readAllLines(file()).stream().filter(line -> !line.isEmpty())).hasSize(2);
  }

  @Test
  void leavesNoTraceWhereTheresNoCopyOfALearners() throws IOException {
    Files.delete(folder.resolve(".course"));
    Progress progress = new Progress(folder);

    progress.guessed("Ada again", true);
    progress.solved(exercise(FortyStay.class));

    assertThat(folder).isEmptyDirectory();
    assertThat(progress)
        .hasToString(
            "These notebooks are the originals, which don't keep your progress. ./tutorial opens a copy of your own, which does.");
  }

  @Test
  void losesNothingWhenManyKernelsAddAtOnce() throws Exception {
    int kernels = 8;
    int each = 100;
    ExecutorService threads = Executors.newFixedThreadPool(kernels);
    CyclicBarrier together = new CyclicBarrier(kernels);
    List<Future<?>> all = new ArrayList<>();
    for (int k = 0; k < kernels; k++) {
      int kernel = k;
      all.add(
          threads.submit(
              () -> {
                together.await(30, TimeUnit.SECONDS);
                Progress mine = new Progress(folder); // nothing is shared but the file
                for (int i = 0; i < each; i++) {
                  mine.guessed("guess %d of %d".formatted(i, kernel), true);
                }
                return null;
              }));
    }
    for (Future<?> one : all) {
      one.get(60, TimeUnit.SECONDS);
    }
    threads.shutdown();

    assertThat(Files.readAllLines(file()).stream().filter(line -> !line.isEmpty()))
        .hasSize(kernels * each)
        .doesNotHaveDuplicates()
        .allMatch(line -> line.matches("guessed\tguess \\d+ of \\d\tright"));
  }

  @Test
  void goesOnAfterALineThatAFullDiskHasCutOff() throws IOException {
    Files.writeString(file(), "\nsolved\t00\tforty stay\n\nguessed\tAda ag");
    Progress progress = new Progress(folder);

    progress.guessed("which five", true);

    assertThat(progress.toString())
        .contains("00 Start here: 0 of 1 guesses, 1 of 1 exercises")
        .contains("04 Let the cache forget: 1 of 2 guesses");
  }

  @Test
  void keepsAllOtherLinesOfAFileThatIsNoTextInOnePlace() throws IOException {
    byte[] cutOff =
        "\nsolved\t00\tforty stay\n\nguessed\tAda again\tright\n\nguessed\tü"
            .getBytes(StandardCharsets.UTF_8);
    Files.write(file(), Arrays.copyOf(cutOff, cutOff.length - 1));
    Progress progress = new Progress(folder);

    progress.guessed("which five", true);

    assertThat(progress.toString())
        .contains("00 Start here: 0 of 1 guesses, 1 of 1 exercises")
        .contains("04 Let the cache forget: 2 of 2 guesses");
    assertThat(folder.resolve(".progress.broken")).doesNotExist();
  }

  @Test
  void setsAFileAsideThatIsNoText() throws IOException {
    byte[] broken = {(byte) 0xff, (byte) 0xfe, 0, 1};
    Files.write(file(), broken);
    Progress progress = new Progress(folder);

    progress.guessed("Ada again", true);

    assertThat(progress.toString()).contains("04 Let the cache forget: 1 of 2 guesses");
    assertThat(folder.resolve(".progress.broken")).hasBinaryContent(broken);
  }

  @Test
  void answersWhereNothingCanBeWritten() throws IOException {
    Files.createDirectory(file());
    Progress progress = new Progress(folder);

    progress.guessed("Ada again", true);

    assertThat(progress.toString()).contains("04 Let the cache forget: 0 of 2 guesses");
    assertThat(progress.hasSolved(exercise(FortyStay.class))).isFalse();
  }

  @Test
  void forgetsItAllByALine() {
    Progress progress = new Progress(folder);
    progress.solved(exercise(FortyStay.class));

    assertThat(progress.forget()).isEqualTo("Forgotten. Your notebooks are as they were.");

    assertThat(file()).doesNotExist();
    assertThat(progress.hasSolved(exercise(FortyStay.class))).isFalse();
    assertThat(progress.forget()).isEqualTo("There was nothing to forget.");
  }
}
