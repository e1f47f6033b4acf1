package weakrefs.kernel;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import jdk.jshell.EvalException;
import org.dflib.jjava.jupyter.kernel.magic.LineMagic;
import org.dflib.jjava.kernel.JavaKernel;
import org.dflib.jjava.kernel.magics.ClasspathMagic;
import org.dflib.jjava.kernel.magics.LoadMagic;

/**
 * Lets {@code %load course.jsh} find the file from a folder below the file's own, where a learner
 * may have put a copy of a notebook, and from the course's folder above it. A {@code %classpath} in
 * the loaded file is then relative to that file, not to the notebook.
 */
final class CourseFiles {
  private static final String FIRST = "course.jsh";
  private static final String NOTEBOOKS = "notebooks";
  private static final Path HERE = Path.of("").toAbsolutePath();

  private final LoadMagic load = new LoadMagic();
  private final ClasspathMagic classpath = new ClasspathMagic();

  /** The folder of the file that's being loaded. */
  private Path folder = HERE;

  LineMagic<Void, JavaKernel> load() {
    return (kernel, args) -> {
      Path before = folder;
      Path file = args.isEmpty() ? null : find(before, args.get(0));
      if (file == null) {
        return load.eval(kernel, args); // JJava's own magic says what's wrong
      }
      folder = file.getParent();
      try {
        return load.eval(kernel, List.of(file.toString()));
      } catch (RuntimeException e) {
        throw e.getCause() instanceof EvalException cause ? CellException.inside(file, cause) : e;
      } finally {
        folder = before;
      }
    };
  }

  LineMagic<Void, JavaKernel> classpath() {
    return (kernel, args) ->
        classpath.eval(
            kernel, folder.equals(HERE) ? args : args.stream().map(this::beside).toList());
  }

  private String beside(String path) {
    return folder.resolve(path).normalize().toString();
  }

  /** The file that the first cell of a notebook loads here, if there is one. */
  static Optional<Path> ofTheFirstCell() {
    return above(HERE, FIRST);
  }

  private static Path find(Path folder, String name) {
    if (Path.of(name).getNameCount() > 1 || Files.exists(folder.resolve(name))) {
      return folder.resolve(name);
    }
    return above(folder, name).orElseThrow(() -> CellException.missing(name, folder, NOTEBOOKS));
  }

  private static Optional<Path> above(Path folder, String name) {
    return Stream.iterate(folder, above -> above != null, Path::getParent)
        .flatMap(above -> Stream.of(above.resolve(name), above.resolve(NOTEBOOKS).resolve(name)))
        .filter(Files::isRegularFile)
        .findFirst();
  }
}
