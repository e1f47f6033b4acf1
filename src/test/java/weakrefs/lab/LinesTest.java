package weakrefs.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinesTest {
  sealed interface News {}

  record Saw(int count, long loads, double heap, boolean there, String what) implements News {}

  record Waited(double length) implements News {}

  private final List<News> heard = new ArrayList<>();
  private final Lines<News> lines = new Lines<>(News.class, heard::add);

  /** What this prints. */
  private static List<String> printed(Runnable work) {
    PrintStream out = System.out;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      work.run();
    } finally {
      System.setOut(out);
    }
    return said.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void whatIsSaidIsHeardAgain() {
    Saw saw = new Saw(-3, 5_000_000_000L, 12.5, true, "G1New, G1 Evacuation Pause");
    List<String> said =
        printed(
            () -> {
              Lines.say(saw);
              Lines.say(new Waited(1e-9));
            });

    assertThat(said)
        .containsExactly("Saw -3 5000000000 12.5 true G1New, G1 Evacuation Pause", "Waited 1.0E-9");
    assertThat(said).allMatch(lines::understand);
    assertThat(heard).containsExactly(saw, new Waited(1e-9));
    assertThat(lines.areWhole()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Saw",
        "Saw 1 2 3.0 true",
        "Saw 1.5 2 3.0 true x",
        "Waited",
        "Waited long",
        "Waitedlong 1",
        "Exception in thread \"main\" java.lang.IllegalStateException"
      })
  void whatIsCutShortOrSomethingElseIsNotUnderstood(String line) {
    assertThat(lines.understand(line)).isFalse();
    assertThat(heard).isEmpty();
  }

  @Test
  void aSingleRecordIsALanguage() {
    List<Waited> all = new ArrayList<>();
    Lines<Waited> one = new Lines<>(Waited.class, all::add);

    assertThat(one.understand("Waited 2.5")).isTrue();
    assertThat(one.understand("Saw 1 2 3.0 true x")).isFalse();
    assertThat(all).containsExactly(new Waited(2.5));
  }

  @Test
  void isWholeWhenTheWorkIsDone() {
    List<String> said = printed(() -> Lines.sayWhenDone(() -> Lines.say(new Waited(1))));

    assertThat(said).allMatch(lines::understand);
    assertThat(heard).containsExactly(new Waited(1));
    assertThat(lines.areWhole()).isTrue();
  }

  @Test
  void isNotWholeWhenTheWorkFailed() {
    List<String> said =
        printed(
            () ->
                assertThatThrownBy(
                        () ->
                            Lines.sayWhenDone(
                                () -> {
                                  throw new IllegalStateException("no more film for photos");
                                }))
                    .hasMessage("no more film for photos"));

    assertThat(said).isEmpty();
    assertThat(lines.areWhole()).isFalse();
  }
}
