/**
 * Experiments in separate JVMs: with a small heap that may fill up, or with a collector that's the
 * same on every machine. Whatever happens there, the JVM that asks for it (a notebook's kernel)
 * isn't in danger.
 *
 * <p>{@link weakrefs.lab.Duel} lets two caches do the same work in equal heaps; {@link
 * weakrefs.lab.OldAndYoung} asks which collection clears which weak reference; {@link
 * weakrefs.lab.TightHeap} lets a soft cache fill its heap; {@link weakrefs.lab.FourStrengths} looks
 * at a strong, a soft, a weak and a phantom reference; {@link weakrefs.lab.SmallAndLargeBoxes}
 * tries the same program in a small {@link weakrefs.lab.Box} and in larger ones; {@link
 * weakrefs.lab.FiveCollectors} does the same work under each of HotSpot's collectors; {@link
 * weakrefs.lab.ManyReferences} times collections; {@link weakrefs.lab.Publication} has one thread
 * see what another one makes. They count what really happened in that run, and show it as Tablesaw
 * tables ({@code table()}) and charts ({@code chart()}).
 *
 * <p>{@link weakrefs.lab.Python} and {@link weakrefs.lab.Java} run a small program in a separate
 * process, and give you back what it printed. {@link weakrefs.lab.Program} is one that goes on, and
 * that you can look into with the JDK's tools.
 *
 * <p>Such a JVM is this one's {@code java}. It's ended by a deadline if it hangs, when the waiting
 * thread is interrupted, and when the JVM that started it ends.
 *
 * <p>What an experiment saw is there once its {@code run} has succeeded; before that, asking for it
 * throws an {@link IllegalStateException}.
 *
 * <p>No parameter may be null, and no method returns null.
 */
package weakrefs.lab;
