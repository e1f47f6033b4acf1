package weakrefs.exercise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static weakrefs.exercise.Answers.assertCorrect;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import weakrefs.story.Person;
import weakrefs.story.PhoneBook;

/** Caches as learners write them. */
@Timeout(60)
class MyCacheTest {
  /** The usual one; the others differ in a method. */
  private static class Usual extends PracticeCache {
    final Map<String, WeakReference<Person>> entries = new ConcurrentHashMap<>();

    Usual(PhoneBook phoneBook) {
      super(phoneBook);
    }

    @Override
    public Person get(String name) {
      WeakReference<Person> reference = entries.get(name);
      Person known = reference == null ? null : reference.get();
      if (known == null) {
        known = load(name);
        entries.put(name, new WeakReference<>(known));
      }
      return known;
    }

    @Override
    public void removeCleared() {
      entries.values().removeIf(reference -> reference.refersTo(null));
    }

    @Override
    public Collection<? extends Reference<Person>> references() {
      return entries.values();
    }
  }

  // ---- right ----

  @Test
  void isCorrectInTheUsualWay() {
    assertCorrect(Check.myCache(Usual::new));
  }

  @Test
  void isCorrectWithCompute() {
    class Computing extends Usual {
      Computing(PhoneBook phoneBook) {
        super(phoneBook);
      }

      @Override
      public Person get(String name) {
        Person[] found = new Person[1];
        entries.compute(
            name,
            (key, reference) -> {
              found[0] = reference == null ? null : reference.get();
              if (found[0] != null) {
                return reference;
              }
              found[0] = load(key);
              return new WeakReference<>(found[0]);
            });
        return found[0];
      }
    }
    assertCorrect(Check.myCache(Computing::new));
  }

  /** As WeakCache does it; a reference comes into its queue a little after it was cleared. */
  private static class Queueing extends PracticeCache {
    private static final class Card extends WeakReference<Person> {
      final String name;

      Card(String name, Person person, ReferenceQueue<Person> queue) {
        super(person, queue);
        this.name = name;
      }
    }

    private final Map<String, Card> cards = new ConcurrentHashMap<>();
    private final ReferenceQueue<Person> queue = new ReferenceQueue<>();

    Queueing(PhoneBook phoneBook) {
      super(phoneBook);
    }

    @Override
    public Person get(String name) {
      Card card = cards.get(name);
      Person known = card == null ? null : card.get();
      if (known == null) {
        known = load(name);
        cards.put(name, new Card(name, known, queue));
      }
      return known;
    }

    @Override
    public void removeCleared() {
      for (Reference<?> gone; (gone = queue.poll()) != null; ) {
        cards.remove(((Card) gone).name, gone);
      }
    }

    @Override
    public Collection<? extends Reference<Person>> references() {
      return cards.values();
    }
  }

  @Test
  void isCorrectWithAReferenceQueue() {
    assertCorrect(Check.myCache(Queueing::new));
  }

  /** However long the queue takes: here, until the third time that somebody asks. */
  @Test
  void isCorrectWithASlowReferenceQueue() {
    class Slow extends Queueing {
      private int asked;

      Slow(PhoneBook phoneBook) {
        super(phoneBook);
      }

      @Override
      public void removeCleared() {
        if (++asked > 2) {
          super.removeCleared();
        }
      }
    }
    assertCorrect(Check.myCache(Slow::new));
  }

  @Test
  void isCorrectWithASynchronizedHashMap() {
    class Synchronized extends PracticeCache {
      private final Map<String, WeakReference<Person>> map =
          Collections.synchronizedMap(new HashMap<>());

      Synchronized(PhoneBook phoneBook) {
        super(phoneBook);
      }

      @Override
      public Person get(String name) {
        synchronized (map) {
          if (map.containsKey(name)) {
            Person person = map.get(name).get();
            if (person != null) {
              return person;
            }
            map.remove(name);
          }
          Person loaded = load(name);
          map.put(name, new WeakReference<>(loaded));
          return loaded;
        }
      }

      @Override
      public void removeCleared() {
        synchronized (map) {
          for (String name : List.copyOf(map.keySet())) {
            if (map.get(name).get() == null) {
              map.remove(name);
            }
          }
        }
      }

      @Override
      public Collection<WeakReference<Person>> references() {
        return List.copyOf(map.values());
      }
    }
    assertCorrect(Check.myCache(Synchronized::new));
  }

  @Test
  void isCorrectWhenEachLookUpThrowsCardsAway() {
    class Tidy extends Usual {
      Tidy(PhoneBook phoneBook) {
        super(phoneBook);
      }

      @Override
      public Person get(String name) {
        removeCleared();
        return super.get(name);
      }
    }
    assertCorrect(Check.myCache(Tidy::new));
  }

  // ---- not attempted ----

  // ---- not yet ----

  // ---- what PracticeCache does for them ----

  @Test
  void countsLoadsSizeAndLiving() {
    Usual cache = new Usual(new PhoneBook(50));
    Person ada = cache.get("Ada");
    cache.entries.put("nobody", new WeakReference<>(null));

    assertThat(cache.loads()).isEqualTo(1);
    assertThat(cache.living()).isEqualTo(1);
    assertThat(cache.references()).hasSize(2);
    assertThat(cache.size()).isEqualTo(1);
    assertThat(cache.forgotten()).isZero();
    assertThat(cache.get("Ada")).isSameAs(ada);

    cache.clear();
    assertThat(cache.size()).isZero();
  }

  @Test
  void countsNoLoadThatFails() {
    Usual cache = new Usual(new PhoneBook(1));
    assertThatNullPointerException().isThrownBy(() -> cache.load(null));
    assertThat(cache.loads()).isZero();
  }

  @Test
  void needsAPhoneBook() {
    assertThatNullPointerException()
        .isThrownBy(() -> new Usual(null))
        .withMessage("a cache needs a phone book to load from");
  }
}
