package weakrefs.gc;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.ref.WeakReference;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That it is asked where there is one, weakrefs.inspect.HoldersTest and WhyNullTest show. */
class WitnessTest {
  /** The library, with no other services than these. */
  private static final class Library extends URLClassLoader {
    private final List<URL> services;

    Library(URL... services) {
      super(
          new URL[] {Witness.class.getProtectionDomain().getCodeSource().getLocation()},
          ClassLoader.getPlatformClassLoader());
      this.services = List.of(services);
    }

    @Override
    public Enumeration<URL> getResources(String name) {
      return Collections.enumeration(services);
    }

    void awaitCleared(WeakReference<?> reference) throws Throwable {
      invoke("GarbageCollector", "awaitCleared", reference, Duration.ofMillis(30));
    }

    void invoke(String type, String method, Object... arguments) throws Throwable {
      for (Method candidate : loadClass("weakrefs.gc." + type).getMethods()) {
        if (candidate.getName().equals(method)
            && candidate.getParameterCount() == arguments.length) {
          try {
            candidate.invoke(null, arguments);
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        }
      }
    }
  }

  private static void assertSaysLess(Library library) throws Throwable {
    library.invoke("GarbageCollector", "collect");
    library.awaitCleared(new WeakReference<>(new Object()));
    assertThatThrownBy(() -> library.awaitCleared(new WeakReference<>(library)))
        .hasMessage(
            "waited 30 ms for a reference to be cleared, but it didn't happen. Something still holds it.");
    assertThatThrownBy(() -> library.invoke("WhyNull", "notNull", null, "the tag is null"))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("the tag is null");
  }

  @Test
  void isNotNeeded() throws Throwable {
    try (Library alone = new Library()) {
      assertSaysLess(alone);
    }
  }

  @Test
  void thatCannotBeLoadedIsNotNeededEither(@TempDir Path folder) throws Throwable {
    Path service = Files.writeString(folder.resolve("weakrefs.gc.Witness"), "no.such.Witness");
    try (Library broken = new Library(service.toUri().toURL())) {
      assertSaysLess(broken);
    }
  }
}
