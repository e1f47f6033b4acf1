/**
 * Any Tablesaw figure, for any notebook: as JSON, which JupyterLab's Plotly extension draws without
 * a network, and as a PNG that says the same, for places that can't run scripts. It knows nothing
 * about this course.
 *
 * <p>No parameter may be null, and no method returns null.
 */
package weakrefs.figure;
