package weakrefs.exercise;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import weakrefs.show.Markup;
import weakrefs.show.Showable;
import weakrefs.show.View;

/**
 * What you've guessed and solved so far: a map of the course. It's kept in the file {@code
 * .progress} in your own copy of the notebooks, the one that {@code ./tutorial} opens, so it's
 * still there when the kernel isn't. Anywhere else, nothing is kept.
 *
 * <p>No method throws because of that file. Several kernels may add to it at once.
 *
 * <pre>{@code
 * Progress.soFar()            // the map
 * Progress.soFar().forget()   // as if you had just begun
 * }</pre>
 */
public final class Progress implements Showable {
  /** What was copied; found in a learner's copy and in no other folder. Python writes it. */
  private static final String COURSE = ".course";

  private static final String FILE = ".progress";
  private static final String GUESSED = "guessed";
  private static final String SOLVED = "solved";

  /** Stands for bytes that are no character. */
  private static final String NO_TEXT = "\uFFFD";

  private static final Pattern LINE =
      Pattern.compile("(%s|%s)\t([^\t]+)\t([^\t]+)".formatted(GUESSED, SOLVED));
  private static final Progress HERE = new Progress(Path.of(""));

  private final Path course;
  private final Path file;

  /** For tests: of the notebooks in this folder. */
  Progress(Path folder) {
    course = folder.resolve(COURSE);
    file = folder.resolve(FILE);
  }

  /** A notebook, and what there is to guess and solve in it. */
  private record Chapter(String notebook, String title, List<String> guesses) {
    String number() {
      return notebook.substring(0, 2);
    }

    List<String> exercises() {
      return exercisesOf(number()).map(Exercise::name).toList();
    }

    boolean has(String line) {
      return guesses.stream().anyMatch(name -> isAbout(GUESSED, name).test(line))
          || exercises().stream().anyMatch(name -> isAbout(SOLVED, name).test(line));
    }
  }

  /** The progress in the notebook's folder, because that's where a kernel works. */
  public static Progress soFar() {
    return HERE;
  }

  /**
   * Forgets every guess and every solved exercise. Your notebooks stay as they are.
   *
   * @return a sentence that says so, or what was in the way
   */
  public String forget() {
    try {
      boolean wasThere = Files.deleteIfExists(file);
      Answer.forgetAll();
      return wasThere
          ? "Forgotten. Your notebooks are as they were."
          : "There was nothing to forget.";
    } catch (IOException e) {
      return "Your progress can't be forgotten (%s): delete the file %s."
          .formatted(e, file.toAbsolutePath());
    }
  }

  void guessed(String name, boolean right) {
    add(GUESSED, name, right ? "right" : "wrong");
  }

  void solved(Exercise exercise) {
    add(SOLVED, exercise.notebook(), exercise.name());
  }

  boolean hasSolved(Exercise exercise) {
    return lines().stream().anyMatch(isAbout(SOLVED, exercise.name()));
  }

  /** Whether this is a learner's copy: elsewhere nothing is kept. */
  boolean isKept() {
    return Files.exists(course);
  }

  private static String line(String... parts) {
    return String.join("\t", parts);
  }

  /**
   * Writes in one piece, which the system adds at the end, so two kernels can't lose each other's
   * lines.
   */
  private void add(String... parts) {
    String line = line(parts);
    if (!isKept() || lines().contains(line)) {
      return;
    }
    try {
      // The line break before it ends a line that a full disk cut off.
      byte[] added = ("\n" + line + "\n").getBytes(StandardCharsets.UTF_8);
      Files.write(file, added, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      // Then the map doesn't have it; the learner's answer matters more.
    }
  }

  /** The lines that make sense; a file that isn't text and has none of them is set aside. */
  private Set<String> lines() {
    Set<String> found = new LinkedHashSet<>();
    try {
      String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      text.lines()
          .filter(line -> LINE.matcher(line).matches() && !line.contains(NO_TEXT))
          .forEach(found::add);
      if (found.isEmpty() && text.contains(NO_TEXT)) {
        setAside();
      }
    } catch (IOException e) {
      // nothing yet, or nothing that we may read
    }
    return found;
  }

  private void setAside() {
    try {
      Path broken = file.resolveSibling(FILE + ".broken");
      Files.move(file, broken, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      // then it stays, and nothing is kept
    }
  }

  private List<Chapter> chapters() {
    List<Chapter> found = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(course)) {
        String[] parts = line.split("\t");
        if (parts[0].equals("notebook") && parts.length > 2) {
          found.add(new Chapter(parts[1], parts[2], new ArrayList<>()));
        } else if (parts[0].equals("guess") && parts.length > 1 && !found.isEmpty()) {
          found.get(found.size() - 1).guesses.add(parts[1]);
        }
      }
    } catch (IOException e) {
      // not a learner's copy
    }
    return found;
  }

  static Stream<Exercise> exercisesOf(String notebook) {
    return Arrays.stream(Check.class.getPermittedSubclasses())
        .map(each -> each.getAnnotation(Exercise.class))
        .filter(exercise -> exercise.notebook().equals(notebook));
  }

  /** A chapter's line in the map. */
  private record Place(Chapter chapter, int guessed, int solved) {
    int of() {
      return chapter.guesses.size() + chapter.exercises().size();
    }

    boolean isDone() {
      return guessed + solved == of();
    }

    boolean isBegun() {
      return guessed + solved > 0;
    }

    String mark() {
      return (isDone()
              ? Answer.Result.CORRECT
              : isBegun() ? Answer.Result.NOT_YET : Answer.Result.NOT_ATTEMPTED)
          .mark;
    }

    String inTheMap(boolean isNext) {
      return Words.say(
          "| %s | [%s %s](%s)%s | %d of %d | %d of %d |",
          mark(),
          chapter.number(),
          Markup.markdown(chapter.title),
          chapter.notebook,
          isNext ? " ← **next**" : "",
          guessed,
          chapter.guesses.size(),
          solved,
          chapter.exercises().size());
    }

    String inWords(boolean isNext) {
      return Words.say(
          "%s %s %s: %d of %d guesses, %d of %d exercises%s",
          mark(),
          chapter.number(),
          chapter.title,
          guessed,
          chapter.guesses.size(),
          solved,
          chapter.exercises().size(),
          isNext ? " (next)" : "");
    }
  }

  private List<Place> places() {
    Set<String> lines = lines();
    return chapters().stream()
        .map(
            chapter ->
                new Place(
                    chapter,
                    count(
                        chapter.guesses, guess -> lines.stream().anyMatch(isAbout(GUESSED, guess))),
                    count(
                        chapter.exercises(),
                        name -> lines.stream().anyMatch(isAbout(SOLVED, name)))))
        .toList();
  }

  private static int count(List<String> names, Predicate<String> isDone) {
    return (int) names.stream().filter(isDone).count();
  }

  /** By the name alone, which each guess and each exercise has for itself in the whole course. */
  private static Predicate<String> isAbout(String what, String name) {
    return line -> {
      Matcher parts = LINE.matcher(line);
      return parts.matches()
          && parts.group(1).equals(what)
          && parts.group(what.equals(GUESSED) ? 2 : 3).equals(name);
    };
  }

  @Override
  public View view() {
    List<Place> places = places();
    return places.isEmpty()
        ? View.text(toString())
        : View.markdown(
            "| | notebook | guesses | exercises |\n|---|---|---|---|\n"
                + each(places, Place::inTheMap),
            toString());
  }

  private String each(List<Place> places, BiFunction<Place, Boolean, String> say) {
    Place next = next(places);
    return places.stream().map(place -> say.apply(place, place == next)).collect(joining("\n"));
  }

  /** The first notebook that isn't done, from the one with the latest line on; null if all are. */
  private Place next(List<Place> places) {
    List<String> lines = List.copyOf(lines());
    int last = 0;
    for (int i = 0; i < places.size() && !lines.isEmpty(); i++) {
      last = places.get(i).chapter.has(lines.get(lines.size() - 1)) ? i : last;
    }
    return Stream.concat(places.subList(last, places.size()).stream(), places.stream())
        .filter(place -> !place.isDone())
        .findFirst()
        .orElse(null);
  }

  /** The map in words: a line for each notebook. */
  @Override
  public String toString() {
    List<Place> places = places();
    return places.isEmpty()
        ? "These notebooks are the originals, which don't keep your progress. ./tutorial opens a copy of your own, which does."
        : each(places, Place::inWords);
  }
}
