package weakrefs.story;

import java.util.Objects;

/**
 * Somebody in the phone book: a name, a number, and a photo of {@value #PHOTO_BYTES} bytes. The
 * photo is what makes a person worth forgetting: a few hundred of them show up in a chart of the
 * heap.
 *
 * <p>Two people are the same person only if they're the same object.
 *
 * <pre>{@code
 * Person ada = new PhoneBook(100).load("Ada");
 * System.out.println(ada);          // Ada, 555-0100
 * }</pre>
 */
public final class Person {
  /**
   * Size of a photo, in bytes. It's less than half of G1's smallest region (1 MB), so to G1 it's
   * never a humongous object.
   */
  public static final int PHOTO_BYTES = 128 * 1024;

  private final String name;
  private final String phoneNumber;
  private final byte[] photo;

  Person(String name, String phoneNumber, byte[] photo) {
    this.name = Objects.requireNonNull(name);
    this.phoneNumber = Objects.requireNonNull(phoneNumber);
    this.photo = Objects.requireNonNull(photo);
  }

  /** The name to look the person up by. */
  public String name() {
    return name;
  }

  /** A made-up number, different for each name: 555-0100 for the first in the book, and so on. */
  public String phoneNumber() {
    return phoneNumber;
  }

  /** How much memory the photo takes, in bytes. */
  public int photoBytes() {
    return photo.length;
  }

  /** {@code Ada, 555-0100}. */
  @Override
  public String toString() {
    return name + ", " + phoneNumber;
  }
}
