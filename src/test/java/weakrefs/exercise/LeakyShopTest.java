package weakrefs.exercise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import weakrefs.inspect.Histogram;
import weakrefs.inspect.Inspector;
import weakrefs.inspect.Shell;

@Timeout(60)
class LeakyShopTest {
  private final LeakyShop shop = new LeakyShop();

  private String growth(int days) {
    Histogram before = Histogram.now();
    shop.openFor(days);
    return Histogram.now().growthSince(before).ours().lines().stream()
        .filter(line -> line.className().startsWith(LeakyShop.class.getName() + "$"))
        .map(line -> line.className().replaceAll(".*\\$", "") + " " + line.instances())
        .sorted()
        .collect(Collectors.joining(", "));
  }

  @Test
  void keepsUmbrellasAndTheirOwnersAndTheReceiptsOfTheLastFewOnly() {
    assertThat(growth(10)).isEqualTo("Customer 100, Receipt 20, Umbrella 100");
    assertThat(growth(20)).isEqualTo("Customer 200, Umbrella 200");
    assertThat(shop).hasToString("a shop that was open for 30 days");
  }

  @Test
  void findsTheOldestWithoutHoldingIt() {
    shop.openFor(1);
    Object receipt = shop.find("Receipt").get();
    assertThat(Inspector.pathBetween(shop, receipt)).contains(".till[0]");
    assertThat(Inspector.pathBetween(shop, shop.find("Umbrella").get()))
        .contains(".lostAndFound[\"day 1\"][0]");
    assertThat(Inspector.pathBetween(shop, shop.find("Customer").get()))
        .contains(".lostAndFound[\"day 1\"][0].owner");
    assertThat(shop.find("Elephant").get()).isNull();
  }

  @Test
  void isAskedFromANotebook() {
    try (Shell shell = Shell.here()) {
      shell.run("import weakrefs.exercise.*;", "LeakyShop shop = new LeakyShop();");
      shell.run("shop.openFor(2);");
      assertThat(shell.names("whoHolds(shop.find(\"Umbrella\").get()).names()"))
          .containsExactly("shop.lostAndFound[\"day 1\"][0]");
    }
  }

  @Test
  void opensForADayOrMore() {
    for (int days : new int[] {0, -1, 1001}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> shop.openFor(days))
          .withMessageContaining("not " + days);
    }
  }
}
