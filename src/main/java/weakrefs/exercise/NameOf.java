package weakrefs.exercise;

import java.lang.ref.WeakReference;
import java.util.function.Function;
import weakrefs.story.Person;
import weakrefs.story.PhoneBook;

@Exercise(notebook = "05", name = "check once")
record NameOf(Function<WeakReference<Person>, String> nameOf) implements Check {
  @Override
  public String look() {
    Unsolved.given(Function.class, nameOf, "Write a function that asks the reference once.");
    return Attempt.run(this::tryIt);
  }

  private String tryIt() {
    Person ada = new PhoneBook(1).load("Ada");
    String held = nameOf.apply(new WeakReference<>(ada));
    String gone =
        ask(
            new WeakReference<>(null),
            Unsolved.notYet(
                "For somebody who's gone, your function threw a NullPointerException. What does get() return then?"));
    if (!"Ada".equals(held)) {
      throw Unsolved.notYet("We hold Ada, but your function returned “%s”.", held);
    }
    if (!"gone".equals(gone)) {
      throw Unsolved.notYet(
          "For somebody who's gone, your function returned “%s” and not “gone”.", gone);
    }
    Fleeting<Person> fleeting = Fleeting.to(ada);
    try {
      nameOf.apply(fleeting);
    } catch (NullPointerException e) {
      throw fleeting.looks > 1
          ? Unsolved.notAttempted(
              "Your function calls get() twice. In between we cleared the reference, as a collection might, so the second call returned null.")
          : Unsolved.notYet("Your function threw a NullPointerException.");
    }
    ask(
        Fleeting.leaving(ada),
        Unsolved.notYet(
            "Your function looks twice, because refersTo is a look too. Right after it we cleared the reference, as a collection might, so get() returned null."));
    if (fleeting.looks != 1) {
      throw Unsolved.notYet(
          "Your function looks at the reference %d times, and a collection may come by in between. Look once, and keep what you get.",
          fleeting.looks);
    }
    return "You call get() once and keep the result in a variable, so from there on nobody can take Ada away.";
  }

  private String ask(WeakReference<Person> reference, Unsolved ifItThrows) {
    try {
      return nameOf.apply(reference);
    } catch (NullPointerException e) {
      throw ifItThrows;
    }
  }
}
