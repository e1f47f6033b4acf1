package weakrefs.exercise;

import weakrefs.story.Person;

@Exercise(notebook = "03", name = "how many fit")
record HowManyFit(int people) implements Check {
  /** The heap in the duel of notebook 03. */
  private static final int HEAP_MEGABYTES = 32;

  @Override
  public String look() {
    int most = HEAP_MEGABYTES * 1024 * 1024 / Person.PHOTO_BYTES;
    long megabytes = (long) people * Person.PHOTO_BYTES >> 20;
    if (people == 0) {
      throw Unsolved.notAttempted("Divide the heap by the size of one photo, both in kB.");
    }
    if (people < 0) {
      throw Unsolved.notYet("%,d photos would be fewer than none at all. How many fit?", people);
    }
    if (people > most) {
      throw Unsolved.notYet(
          "%,d photos of %d kB take %,d MB, but the heap has only %d MB.",
          people, Person.PHOTO_BYTES / 1024, megabytes, HEAP_MEGABYTES);
    }
    if (people < most * 3 / 4) {
      throw Unsolved.notYet(
          "There's a lot of room left: %,d photos take only %d MB of %d.",
          people, megabytes, HEAP_MEGABYTES);
    }
    return Words.say(
        "%d photos would fill it to the brim. A few fewer really fit, because Java needs some room for itself.",
        most);
  }
}
