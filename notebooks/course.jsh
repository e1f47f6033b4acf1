// What the first cell of every notebook loads: the course's library, the names that the cells use, and what
// makes charts and answers show. Paths are seen from the notebook's folder.
%classpath ../target/weak-references.jar
try { Class.forName("weakrefs.notebook.Notebook"); } catch (ClassNotFoundException missing) { throw new
    IllegalStateException("Not built yet: run ./tutorial build in a terminal, then restart this kernel."); }
import java.lang.ref.*; import java.time.Duration; import java.util.*;
import java.util.concurrent.*; import java.util.function.*; import java.util.stream.*;
import tech.tablesaw.api.*; import weakrefs.cache.*; import weakrefs.chart.*;
import weakrefs.exercise.*; import weakrefs.gc.*; import weakrefs.inspect.*; import weakrefs.kiosk.*; import weakrefs.lab.*;
import weakrefs.notebook.*; import weakrefs.playground.*; import weakrefs.story.*; import weakrefs.timeline.*;
import static weakrefs.exercise.Prediction.*;
import static weakrefs.gc.GarbageCollector.*;
import static weakrefs.inspect.Inspector.*;
Notebook.attach();
