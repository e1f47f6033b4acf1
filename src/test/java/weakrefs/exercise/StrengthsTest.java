package weakrefs.exercise;

import static weakrefs.exercise.Answers.assertCorrect;
import static weakrefs.exercise.Answers.assertNotAttempted;
import static weakrefs.exercise.Answers.assertNotYet;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** That the right answers are what Java does is seen in {@code FourStrengthsTest}. */
class StrengthsTest {
  @BeforeEach
  void startTheKernel() {
    Answer.forgetAll();
  }

  @Test
  void isNotAttemptedWhileAllIsOpen() {
    assertNotAttempted(
        Check.strengths("???", "???", "???", "???"), "Replace each question mark with y or n");
    assertNotAttempted(
        Check.strengths(null, null, null, null), "Replace each question mark with y or n");
  }

  @Test
  void acceptsTheTable() {
    assertCorrect(Check.strengths("yyy", "yyn", "ynn", "nnn"));
    assertCorrect(Check.strengths("Y Y Y", "y, y, n", "ynn", "NNN"));
  }

  @Test
  void saysWhyTheFirstWrongLetterIsWrong() {
    assertNotYet(Check.strengths("yyn", "yyn", "ynn", "nnn"), "11 of 12 are right. Look at strong");
    assertNotYet(Check.strengths("yyy", "ynn", "ynn", "nnn"), "in no hurry while there's room");
    assertNotYet(Check.strengths("yyy", "yyy", "ynn", "nnn"), "That's their promise");
    assertNotYet(Check.strengths("yyy", "yyn", "yyn", "nnn"), "doesn't care whether there's room");
    assertNotYet(Check.strengths("yyy", "yyn", "ynn", "ynn"), "not even while you hold the object");
  }

  @Test
  void countsTheOpenOnes() {
    assertNotYet(Check.strengths("yyy", "yy?", "ynn", "???"), "8 of 12 are right");
  }

  @Test
  void refusesOtherLetters() {
    assertNotYet(Check.strengths("yyy", "yes", "ynn", "nnn"), "For soft you put “yes”");
    assertNotYet(Check.strengths("yyyy", "yyn", "ynn", "nnn"), "three letters");
  }
}
