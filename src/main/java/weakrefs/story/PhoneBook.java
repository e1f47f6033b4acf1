package weakrefs.story;

import java.time.Duration;
import java.util.AbstractList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * The slow place where people come from: each {@link #load} makes a <em>new</em> {@link Person}
 * with a new photo, and is counted. Load Ada twice and you have two Adas, with the same name,
 * number and picture.
 *
 * <p>It promises the same people in the same order in every run, and it keeps none of them. Safe
 * for use by many threads.
 *
 * <pre>{@code
 * PhoneBook phoneBook = new PhoneBook(200);
 * Person ada = phoneBook.load("Ada");
 * System.out.println(phoneBook.loads() + " of " + phoneBook.names().size());   // 1 of 200
 * }</pre>
 */
public final class PhoneBook {
  private static final List<String> FIRST_NAMES =
      List.of(
          ("Ada Ben Chloe Dan Emma Finn Grace Hugo Iris Jack Kate Liam Mia Noah Olga Paul Quinn Rosa"
                  + " Sam Tara Uma Vera Will Xena Yara Zoe Adam Beth Carl Dora Elsa Fred Gina Hana"
                  + " Ivan Jane Karl Lena Mark Nina Otto Pia Rita Saul Theo Ugo Vito Wim Yves Zara")
              .split(" "));

  private static final Map<String, Integer> POSITION = new HashMap<>();

  static {
    for (int i = 0; i < FIRST_NAMES.size(); i++) {
      POSITION.put(FIRST_NAMES.get(i), i);
    }
  }

  private final int people;
  private final long nanosToAnswer;
  private final LongAdder loads = new LongAdder();

  /**
   * Opens a phone book.
   *
   * @param people how many people are in it
   * @throws IllegalArgumentException if {@code people} is less than one
   */
  public PhoneBook(int people) {
    this(people, 0);
  }

  private PhoneBook(int people, long nanosToAnswer) {
    if (people < 1) {
      throw new IllegalArgumentException("a phone book needs at least one person, not " + people);
    }
    this.people = people;
    this.nanosToAnswer = nanosToAnswer;
  }

  /**
   * A phone book with the same people, but far away, as real ones are: each {@link #load} takes at
   * least this long. It counts its own loads, starting at zero; the one you call this on stays as
   * quick as it is.
   *
   * <p>How much longer a load takes is up to the machine; it's usually less than a millisecond. A
   * thread that's interrupted while it waits for an answer doesn't get one: {@link #load} throws a
   * {@link CancellationException}, counts nothing, and leaves the thread interrupted.
   *
   * <pre>{@code
   * PhoneBook farAway = new PhoneBook(200).answeringAfter(Duration.ofMillis(10));
   * farAway.names().forEach(farAway::load);      // takes two seconds
   * }</pre>
   *
   * @param time how long each load takes at least; zero for no waiting
   * @throws IllegalArgumentException if {@code time} is negative
   */
  public PhoneBook answeringAfter(Duration time) {
    Objects.requireNonNull(time, "how long should the phone book take to answer? The time is null");
    if (time.isNegative()) {
      throw new IllegalArgumentException(
          "nobody answers before being asked: give a time of zero or more, not " + time);
    }
    return new PhoneBook(people, TimeUnit.NANOSECONDS.convert(time));
  }

  /**
   * Everybody in the book: Ada, Ben, Chloe ... then Ada B, Ben B ... The list is made up as it's
   * read, so it takes no memory, however long it is.
   */
  public List<String> names() {
    return new Names();
  }

  /**
   * The names again, page by page, as in a printed book.
   *
   * @param namesPerPage how many names are on a page; the last page may have fewer
   * @throws IllegalArgumentException if {@code namesPerPage} is less than one
   */
  public List<List<String>> pages(int namesPerPage) {
    if (namesPerPage < 1) {
      throw new IllegalArgumentException("a page needs at least one name, not " + namesPerPage);
    }
    List<String> names = names();
    int pages = (people - 1) / namesPerPage + 1;
    return IntStream.range(0, pages)
        .map(page -> page * namesPerPage)
        .mapToObj(first -> names.subList(first, first + Math.min(namesPerPage, people - first)))
        .toList();
  }

  /**
   * Makes the person with this name, a new one in each call. This is the slow part: the photo is
   * developed grain by grain.
   *
   * @throws NullPointerException if {@code name} is null
   * @throws IllegalArgumentException if nobody in the book has this name
   * @throws CancellationException if the thread is interrupted while it waits for a book that
   *     {@linkplain #answeringAfter takes its time}
   */
  public Person load(String name) {
    long asked = System.nanoTime();
    Objects.requireNonNull(name, "who should we look up? The name is null");
    int position = position(name);
    if (position < 0 || position >= people) {
      throw new IllegalArgumentException(
          "nobody here is called \"" + name + "\": names() lists all " + people + " people");
    }
    String number = String.format(Locale.ROOT, "555-%04d", 100L + position);
    Person person = new Person(name, number, develop(position));
    waitForTheAnswer(name, asked);
    loads.increment();
    return person;
  }

  private void waitForTheAnswer(String name, long asked) {
    for (long left; (left = nanosToAnswer - (System.nanoTime() - asked)) > 0; ) {
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException("interrupted while looking up \"" + name + "\"");
      }
      LockSupport.parkNanos(this, left);
    }
  }

  /** How many people have been loaded so far, counting repeats. */
  public long loads() {
    return loads.sum();
  }

  private static byte[] develop(int seed) {
    byte[] photo = new byte[Person.PHOTO_BYTES];
    SplittableRandom grain = new SplittableRandom(seed);
    for (int i = 0; i < photo.length; i++) {
      photo[i] = (byte) grain.nextInt(32);
    }
    return photo;
  }

  private static String name(int position) {
    String first = FIRST_NAMES.get(position % FIRST_NAMES.size());
    int round = position / FIRST_NAMES.size();
    return round == 0 ? first : first + " " + letters(round);
  }

  /** 1 is B, 25 is Z, 26 is AA: the second Ada is Ada B. */
  private static String letters(int round) {
    String last = String.valueOf((char) ('A' + round % 26));
    return round < 26 ? last : letters(round / 26 - 1) + last;
  }

  /** Where this name is in the book, or -1. */
  private static int position(String name) {
    int space = name.indexOf(' ');
    Integer first = POSITION.get(space < 0 ? name : name.substring(0, space));
    if (first == null) {
      return -1;
    }
    if (space < 0) {
      return first;
    }
    long round = 0;
    for (char c : name.substring(space + 1).toCharArray()) {
      if (c < 'A' || c > 'Z' || round > Integer.MAX_VALUE) {
        return -1;
      }
      round = round * 26 + (c - 'A' + 1);
    }
    long position = (round - 1) * FIRST_NAMES.size() + first;
    return round > 1 && position < Integer.MAX_VALUE ? (int) position : -1;
  }

  private final class Names extends AbstractList<String> implements RandomAccess {
    @Override
    public String get(int index) {
      Objects.checkIndex(index, people);
      return name(index);
    }

    @Override
    public int size() {
      return people;
    }
  }
}
