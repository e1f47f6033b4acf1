package weakrefs.show;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ViewTest {
  @Test
  void listsNamesAndThenWhatIsSaidOfThem() {
    assertThat(View.list("2 variables hold it: a, b: c. I gave up on d.", List.of("a", "b: c")))
        .isEqualTo(
            View.markdown(
                "2 variables hold it:\n\n- `a`\n- `b: c`\n\nI gave up on d.",
                "2 variables hold it: a, b: c. I gave up on d."));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          plain words, 1,200 of them.     | *plain words, 1,200 of them.*
          <script>alert(1)</script>       | *&lt;script&gt;alert\\(1\\)&lt;/script&gt;*
          a * b _ c ` d                   | *a \\* b \\_ c \\` d*
          [x](javascript:y) ![z](u)       | *\\[x\\]\\(javascript:y\\) \\!\\[z\\]\\(u\\)*
          costs $1 and $2                 | *costs \\$1 and \\$2*
          # no heading | *\\# no heading*
          """)
  void saysACaptionInMarkdownThatMeansWhatItSays(String caption, String markdown) {
    assertThat(withCaption(caption).outputs().get(1))
        .containsEntry("text/markdown", markdown)
        .containsEntry("text/plain", caption);
  }

  @Test
  void saysACaptionInOneLine() {
    assertThat(withCaption(" two\n\nlines\t").outputs().get(1))
        .containsEntry("text/markdown", "*two lines*");
  }

  @Test
  void leavesOutABlankCaption() {
    assertThat(withCaption("").outputs()).hasSize(1);
    assertThat(withCaption(" \n").outputs()).hasSize(1);
  }

  @Test
  void canBeReplacedWithoutItsFigure() {
    List<Map<String, Object>> outputs = withCaption("grows").replaceable().outputs();

    assertThat(outputs).hasSize(2);
    assertThat(outputs.get(0)).containsOnlyKeys("image/png", "text/plain");
  }

  @Test
  void keepsItsForms() {
    assertThatThrownBy(() -> withCaption("").forms().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  private static View withCaption(String caption) {
    Map<String, Object> forms =
        Map.of(
            "application/vnd.plotly.v1+json", Map.of(), "image/png", "abc", "text/plain", "Chart");
    return new View(forms, caption);
  }
}
