package weakrefs.exercise;

import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import weakrefs.gc.GarbageCollector;

/**
 * A shop with a leak that can be found from outside: with a histogram before and after, and by
 * asking who holds what has grown. Each day {@value #CUSTOMERS_A_DAY} customers come in, get a
 * receipt, and go home.
 *
 * <pre>{@code
 * LeakyShop shop = new LeakyShop();
 * shop.openFor(10);                          // ten days
 * whoHolds(shop.find("Receipt").get())       // shop.till[0]
 * }</pre>
 */
public final class LeakyShop {
  static final int CUSTOMERS_A_DAY = 50;
  static final int RECEIPTS_KEPT = 20;

  /** One in this many customers forgets something. */
  private static final int FORGETFUL = 5;

  final List<Customer> inside = new ArrayList<>();
  final Deque<Receipt> till = new ArrayDeque<>();

  /** Here is the leak: nobody ever takes anything out. */
  final Map<String, List<Umbrella>> lostAndFound = new LinkedHashMap<>();

  /** Everything that was made, with its number: notes that don't hold what they're about. */
  private final Map<Object, Integer> made = new WeakHashMap<>();

  private int days;
  private int number;

  private static final class Customer {}

  private static final class Receipt {}

  private static final class Umbrella {
    @SuppressWarnings("unused") // who it's waiting for
    private final Customer owner;

    Umbrella(Customer owner) {
      this.owner = owner;
    }
  }

  /**
   * Opens the shop for this many days.
   *
   * @throws IllegalArgumentException if it's less than one day, or more than a thousand
   */
  public void openFor(int days) {
    if (days < 1 || days > 1_000) {
      throw new IllegalArgumentException("let the shop open for 1 to 1000 days, not " + days);
    }
    for (int i = 0; i < days; i++) {
      openForADay();
    }
  }

  private void openForADay() {
    days++;
    for (int i = 0; i < CUSTOMERS_A_DAY; i++) {
      inside.add(noted(new Customer()));
      till.addLast(noted(new Receipt()));
      if (till.size() > RECEIPTS_KEPT) {
        till.removeFirst();
      }
    }
    List<Umbrella> forgotten = new ArrayList<>();
    for (int i = 0; i < CUSTOMERS_A_DAY; i += FORGETFUL) {
      forgotten.add(noted(new Umbrella(inside.get(i))));
    }
    lostAndFound.put("day " + days, forgotten);
    inside.clear();
  }

  private <T> T noted(T object) {
    made.put(object, number++);
    return object;
  }

  /**
   * Collects, and says where to find an object of this class: the oldest that's still there. It's a
   * weak reference, so it doesn't hold the object; it's cleared if there is none.
   *
   * @param className such as {@code Receipt}
   */
  public WeakReference<Object> find(String className) {
    GarbageCollector.collect();
    return new WeakReference<>(
        made.entrySet().stream()
            .filter(entry -> entry.getKey().getClass().getSimpleName().equals(className))
            .min(Comparator.comparing(Map.Entry::getValue))
            .map(Map.Entry::getKey)
            .orElse(null));
  }

  long umbrellasKept() {
    return lostAndFound.values().stream().mapToLong(Collection::size).sum();
  }

  /** How long it has been open. */
  @Override
  public String toString() {
    return "a shop that was open for " + days + (days == 1 ? " day" : " days");
  }
}
