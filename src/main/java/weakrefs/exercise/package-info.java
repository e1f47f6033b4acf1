/**
 * What the learner does: {@linkplain weakrefs.exercise.Prediction guesses} before a surprising
 * cell, and exercises, each checked by a method of {@link weakrefs.exercise.Check}.
 *
 * <p>A check answers with one of three results: not attempted yet; not yet, with the one reason
 * that helps this attempt; correct. It never throws, whatever it's given, so that <em>Run All</em>
 * gets to the end even with every exercise unsolved. It looks at what's really there, such as
 * references, caches and JShell's variables, and holds none of it afterward.
 *
 * <p>Null is allowed wherever a learner's attempt is expected: it means "not attempted yet", or
 * that JShell has reset the variable; a check tells the two apart if it can. No method returns
 * null.
 */
package weakrefs.exercise;
