package weakrefs.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import weakrefs.gc.GarbageCollector;

class ScreenTest {
  private final PhoneBook phoneBook = new PhoneBook(10);

  @Test
  void showsTheLastFewInTheOrderTheyCame() {
    Screen screen = new Screen(3);
    assertThat(screen.people()).isEmpty();

    phoneBook.names().forEach(name -> screen.show(phoneBook.load(name)));

    assertThat(screen.names()).containsExactly("Hugo", "Iris", "Jack");
    assertThat(screen.people()).extracting(Person::name).isEqualTo(screen.names());
    assertThat(screen).hasToString("[Hugo, Iris, Jack]");
  }

  @Test
  void holdsWhomItShowsAndLetsGoWhoScrollsOff() {
    Screen screen = new Screen(1);
    WeakReference<Person> ada = showAda(screen);

    GarbageCollector.collect();
    assertThat(ada.refersTo(null)).isFalse();

    screen.show(phoneBook.load("Ben"));
    GarbageCollector.awaitCleared(ada);
    Reference.reachabilityFence(screen);
  }

  @Test
  void letsEverybodyGoWhenCleared() {
    Screen screen = new Screen(2);
    WeakReference<Person> ada = showAda(screen);

    screen.clear();

    assertThat(screen.people()).isEmpty();
    GarbageCollector.awaitCleared(ada);
    Reference.reachabilityFence(screen);
  }

  @Test
  void givesACopyThatStaysAsItWas() {
    Screen screen = new Screen(1);
    showAda(screen);
    List<Person> before = screen.people();

    screen.show(phoneBook.load("Ben"));

    assertThat(before).extracting(Person::name).containsExactly("Ada");
  }

  @Test
  void refusesToShowNobody() {
    assertThatNullPointerException()
        .isThrownBy(() -> new Screen(1).show(null))
        .withMessage("nobody to show: the person is null");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void needsAtLeastOneRow(int rows) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Screen(rows))
        .withMessage("a screen needs at least one row, not " + rows);
  }

  private WeakReference<Person> showAda(Screen screen) {
    screen.show(phoneBook.load("Ada"));
    return new WeakReference<>(screen.people().get(0));
  }
}
