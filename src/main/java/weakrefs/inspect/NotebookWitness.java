package weakrefs.inspect;

import weakrefs.gc.Witness;

/** Tells {@code weakrefs.gc} what can be seen in this notebook's variables. */
public final class NotebookWitness implements Witness {
  @Override
  public Testimony whoHolds(Object object) {
    Finding holders = Inspector.whoHolds(object);
    return holders.count() > 0
        ? new Testimony(true, "Something still holds it. " + holders)
        : new Testimony(
            false,
            "Something still holds it, but no variable that I can see. " + holders.blindSpots());
  }

  @Override
  public String whyNull() {
    return ResetVariables.inWords();
  }
}
