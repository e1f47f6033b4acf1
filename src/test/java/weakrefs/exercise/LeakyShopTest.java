package weakrefs.exercise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static weakrefs.exercise.Answers.assertCorrect;
import static weakrefs.exercise.Answers.assertNotAttempted;
import static weakrefs.exercise.Answers.assertNotYet;

import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import weakrefs.inspect.Histogram;
import weakrefs.inspect.Inspector;
import weakrefs.inspect.Shell;

@Timeout(60)
class LeakyShopTest {
  private final LeakyShop shop = new LeakyShop();

  @BeforeEach
  void startTheKernel() {
    Answer.forgetAll();
  }

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

  @Test
  void saysWhatIsWrongWithAnAnswer() {
    shop.openFor(1);
    assertNotAttempted(Check.leak(null, "till"), "There's no shop");
    assertNotAttempted(Check.leak(shop, "?"), "Which class has more and more objects");
    assertNotAttempted(Check.leak(shop, null), "Which class has more and more objects");
    assertNotYet(Check.leak(shop, "till[0]"), "the last 20 receipts");
    assertNotYet(Check.leak(shop, "inside"), "went home");
    assertNotYet(Check.leak(shop, "weakrefs.exercise.LeakyShop$Umbrella"), "is what stays");
    assertNotYet(Check.leak(shop, "100 %s"), "doesn't have a field “100 %s”");
  }

  @Test
  void isSolvedByTheFieldHoweverItIsWritten() {
    shop.openFor(1);
    for (String answer :
        new String[] {"lostAndFound", " LOSTANDFOUND ", "shop.lostAndFound[\"day 1\"][0]"}) {
      assertCorrect(Check.leak(shop, answer));
    }
    assertThat(Check.leak(shop, "lostAndFound").reason()).startsWith("10 umbrellas");
  }
}
