/**
 * What the learner does: {@linkplain weakrefs.exercise.Prediction guesses} before a surprising
 * cell, and exercises, each looked at by a method of {@link weakrefs.exercise.Check}.
 *
 * <p>A check answers in one of three results: not attempted yet; not yet, with the one reason that
 * helps this attempt; correct. It never throws, whatever it is given, so that <em>Run All</em> goes
 * through with every exercise unsolved. It looks at what there really is, such as references,
 * caches and JShell's variables, and holds nothing of it afterwards.
 *
 * <p>Null is allowed wherever a learner's attempt is expected: it means "not attempted yet", or
 * that JShell has reset the variable, which a check tells apart where it can. No method returns
 * null.
 */
package weakrefs.exercise;
