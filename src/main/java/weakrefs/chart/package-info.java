/**
 * Turns Tablesaw tables into what a notebook shows: the course's own charts, each a {@link
 * weakrefs.chart.Chart} with a caption that puts its numbers into words, and a {@link
 * weakrefs.chart.Sketch} of an object with its owners and observers.
 *
 * <p>No parameter may be null, and no method returns null.
 */
package weakrefs.chart;
