package weakrefs.kiosk;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A kiosk by the library's door. Visitors come and see a screen, which the clock keeps fresh, until
 * they leave. It has a leak: those who leave are off the list, but the clock still has them.
 *
 * <p>As a program it opens for a day with each line that it reads, and then says how the day was:
 *
 * <pre>{@code
 * java -cp target/weak-references.jar weakrefs.kiosk.Kiosk
 * }</pre>
 */
public class Kiosk {
  static final int VISITORS_A_DAY = 50;

  final Clock clock = new Clock();
  final List<Visit> here = new ArrayList<>();
  private int days;

  Kiosk() {
    clock.start();
  }

  /**
   * The kiosk in one of its versions.
   *
   * @param version {@code leaky}; {@code hasty}, which only seems to be fixed; {@code tidy}, which
   *     is; or {@code slow}, which is tidy, but takes half a second for it
   * @throws IllegalArgumentException if there's no such version
   */
  public static Kiosk of(String version) {
    return switch (version) {
      case "leaky" -> new Kiosk();
      case "hasty" -> new HastyKiosk();
      case "tidy" -> new TidyKiosk();
      case "slow" -> new SlowKiosk();
      default ->
          throw new IllegalArgumentException(
              "the kiosk is leaky, hasty, tidy or slow, but not “" + version + "”");
    };
  }

  /** Somebody comes to the kiosk. */
  public Visit enter(String name) {
    Visit visit = new Visit(name);
    here.add(visit);
    clock.onTick(visit::refresh);
    return visit;
  }

  /** They leave again. */
  public void leave(Visit visit) {
    here.remove(visit);
  }

  private String openForADay() {
    days++;
    for (int i = 1; i <= VISITORS_A_DAY; i++) {
      enter("visitor " + i + " of day " + days);
    }
    List.copyOf(here).forEach(this::leave);
    return "Day "
        + days
        + ": "
        + VISITORS_A_DAY
        + " visitors came and went, and now there are "
        + here.size()
        + ".";
  }

  /**
   * Opens for a day with each line that comes in, until there are no more.
   *
   * @param arguments the version; without one, it's the leaky kiosk
   */
  public static void main(String[] arguments) throws IOException {
    Kiosk kiosk = Kiosk.of(arguments.length == 0 ? "leaky" : arguments[0]);
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    while (in.readLine() != null) {
      System.out.println(kiosk.openForADay());
    }
  }
}
