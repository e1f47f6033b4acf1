package weakrefs.exercise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static weakrefs.exercise.Answers.assertCorrect;
import static weakrefs.exercise.Answers.assertNotAttempted;
import static weakrefs.exercise.Answers.assertNotYet;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import weakrefs.story.Person;
import weakrefs.story.PhoneBook;

/** Caches as learners write them. */
@Timeout(60)
class MyCacheTest {
  @BeforeEach
  void startTheKernel() {
    Answer.forgetAll();
  }

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

  @Test
  void isNotAttemptedAsItWas() {
    class Untouched extends Usual {
      Untouched(PhoneBook phoneBook) {
        super(phoneBook);
      }

      @Override
      public Person get(String name) {
        return load(name);
      }

      @Override
      public void removeCleared() {}
    }
    assertNotAttempted(Check.myCache(Untouched::new), "Your cache doesn't remember anybody yet");
  }

  // ---- not yet ----

  @Test
  void isNotYetWithoutACache() {
    assertNotYet(Check.myCache(phoneBook -> null), "your code returned null");
    PracticeCache[] once = {new Usual(new PhoneBook(50))};
    assertNotYet(
        Check.myCache(
            phoneBook -> {
              PracticeCache cache = once[0] == null ? null : new Usual(phoneBook);
              once[0] = null;
              return cache;
            }),
        "your code returned null");
  }

  private enum Wrong {
    NULL("get(\"Ada\") returned null") {
      @Override
      Person get(Trial cache, String name) {
        return null;
      }
    },
    NULL_FOR_BEN("get(\"Ben\") returned null") {
      @Override
      Person get(Trial cache, String name) {
        return name.equals("Ben") ? null : cache.usual(name);
      }
    },
    NULL_FOR_WHO_IS_KNOWN("get(\"Ada\") returned null") {
      @Override
      Person get(Trial cache, String name) {
        if (cache.entries.containsKey(name)) {
          return null;
        }
        return cache.usual(name);
      }
    },
    WRITES_ONLY("got two different people") {
      @Override
      Person get(Trial cache, String name) {
        Person loaded = cache.fresh(name);
        cache.entries.put(name, new WeakReference<>(loaded));
        return loaded;
      }
    },
    ALWAYS_ADA("and got Ada") {
      @Override
      Person get(Trial cache, String name) {
        return cache.usual("Ada");
      }
    },
    LOADS_IN_ANY_CASE("Your cache needed 3 loads for two people") {
      @Override
      Person get(Trial cache, String name) {
        cache.entries.putIfAbsent(name, new WeakReference<>(cache.keep(cache.fresh(name))));
        return cache.entries.get(name).get();
      }
    },
    HOLDS("still holds them: cache.held[") {
      @Override
      Person get(Trial cache, String name) {
        return cache.keep(cache.usual(name));
      }
    },
    HOLDS_THE_LAST("Nobody needs Zara anymore, but your cache still holds them: cache.last") {
      @Override
      Person get(Trial cache, String name) {
        cache.last = cache.usual(name);
        return cache.last;
      }
    },
    HOLDS_WHERE_NOBODY_SEES("but your cache still holds them") {
      @Override
      Person get(Trial cache, String name) {
        HIDDEN.add(cache.usual(name));
        return cache.usual(name);
      }
    },
    NULL_WHEN_GONE("Ada was gone, and get returned null") {
      @Override
      Person get(Trial cache, String name) {
        WeakReference<Person> reference = cache.entries.get(name);
        return reference != null ? reference.get() : cache.usual(name);
      }
    },
    FORGETS_WHO_CAME_BACK("Store her again") {
      @Override
      Person get(Trial cache, String name) {
        WeakReference<Person> reference = cache.entries.get(name);
        return reference != null && reference.refersTo(null)
            ? cache.fresh(name)
            : cache.usual(name);
      }
    },
    KEEPS_CARDS("keeps their entries: only 1 of 3 still finds somebody") {
      @Override
      void removeCleared(Trial cache) {}
    },
    THROWS_ALL_AWAY("threw away Ada's entry too") {
      @Override
      void removeCleared(Trial cache) {
        cache.entries.clear();
      }
    },
    THROWS_THE_WRONG_ONES_AWAY("threw away Ada's entry too") {
      @Override
      void removeCleared(Trial cache) {
        cache.entries.values().removeIf(reference -> !reference.refersTo(null));
      }
    },
    NO_REFERENCES("references() returned null") {
      @Override
      Collection<WeakReference<Person>> references(Trial cache) {
        return null;
      }
    },
    HIDES_REFERENCES("references() has 0") {
      @Override
      Collection<WeakReference<Person>> references(Trial cache) {
        return List.of();
      }
    },
    COUNTS_TWICE("of your references()") {
      @Override
      Collection<WeakReference<Person>> references(Trial cache) {
        List<WeakReference<Person>> twice = new ArrayList<>(cache.entries.values());
        if (twice.size() == 3) {
          twice.addAll(cache.entries.values());
        }
        return twice;
      }
    },
    STACK("Your code stopped with an error: StackOverflowError") {
      @Override
      Person get(Trial cache, String name) {
        return cache.get(name);
      }
    },
    ASSERTION("Your code stopped with an error: AssertionError (never 100 %)") {
      @Override
      void removeCleared(Trial cache) {
        throw new AssertionError("never 100 %");
      }
    },
    READ_ONLY("Your code stopped with an error: UnsupportedOperationException") {
      @Override
      void removeCleared(Trial cache) {
        Collections.unmodifiableCollection(cache.entries.values())
            .removeIf(reference -> reference.refersTo(null));
      }
    },
    MEMORY("Your code stopped with an error: OutOfMemoryError") {
      @Override
      Person get(Trial cache, String name) {
        return new Person[Integer.MAX_VALUE][0].length == 0 ? null : cache.usual(name);
      }
    };

    static final List<Person> HIDDEN = Collections.synchronizedList(new ArrayList<>());

    final String reason;

    Wrong(String reason) {
      this.reason = reason;
    }

    Person get(Trial cache, String name) {
      return cache.usual(name);
    }

    void removeCleared(Trial cache) {
      cache.entries.values().removeIf(reference -> reference.refersTo(null));
    }

    Collection<WeakReference<Person>> references(Trial cache) {
      return cache.entries.values();
    }
  }

  private static final class Trial extends PracticeCache {
    final Map<String, WeakReference<Person>> entries = new ConcurrentHashMap<>();
    final List<Person> held = new ArrayList<>();
    Person last;
    private final Wrong wrong;

    Trial(Wrong wrong, PhoneBook phoneBook) {
      super(phoneBook);
      this.wrong = wrong;
    }

    Person fresh(String name) {
      return load(name);
    }

    Person keep(Person person) {
      held.add(person);
      return person;
    }

    Person usual(String name) {
      WeakReference<Person> reference = entries.get(name);
      Person known = reference == null ? null : reference.get();
      if (known == null) {
        known = load(name);
        entries.put(name, new WeakReference<>(known));
      }
      return known;
    }

    @Override
    public Person get(String name) {
      return wrong.get(this, name);
    }

    @Override
    public void removeCleared() {
      wrong.removeCleared(this);
    }

    @Override
    public Collection<WeakReference<Person>> references() {
      return wrong.references(this);
    }
  }

  @ParameterizedTest
  @EnumSource
  @Tag("slow") // waits for deadlines
  void isNotYetWhenItIs(Wrong wrong) {
    try {
      assertNotYet(Check.myCache(phoneBook -> new Trial(wrong, phoneBook)), wrong.reason);
    } finally {
      Wrong.HIDDEN.clear();
    }
  }

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
