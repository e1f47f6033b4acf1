package weakrefs.kiosk;

/** Fixed: it's the visit itself that listens to the clock, so the clock can find it again. */
class TidyKiosk extends Kiosk {
  @Override
  public Visit enter(String name) {
    Visit visit = new Visit(name);
    here.add(visit);
    clock.onTick(visit);
    return visit;
  }

  @Override
  public void leave(Visit visit) {
    super.leave(visit);
    clock.forget(visit);
  }
}
