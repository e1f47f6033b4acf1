package weakrefs.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import org.junit.jupiter.api.Test;

class BookTest {
  @Test
  void saysItsTitle() {
    Book momo = new Book("Momo");

    assertThat(momo.title()).isEqualTo("Momo");
    assertThat(momo).hasToString("Book \"Momo\"");
  }

  @Test
  void isAnotherBookThanOneOfTheSameTitle() {
    assertThat(new Book("Momo")).isNotEqualTo(new Book("Momo"));
  }

  @Test
  void needsATitle() {
    assertThatNullPointerException()
        .isThrownBy(() -> new Book(null))
        .withMessage("a book needs a title");
  }
}
