package weakrefs.kiosk;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * As tidy as {@link TidyKiosk}, but half a second late, as anything may be on a busy machine. A
 * test that looks only once doesn't pass.
 */
final class SlowKiosk extends TidyKiosk {
  private static final long MILLIS = 500;

  @Override
  public void leave(Visit visit) {
    here.remove(visit);
    CompletableFuture.delayedExecutor(MILLIS, TimeUnit.MILLISECONDS)
        .execute(() -> clock.forget(visit));
  }
}
