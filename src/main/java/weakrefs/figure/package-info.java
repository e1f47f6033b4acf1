/**
 * Any Tablesaw figure, for any notebook: as JSON that JupyterLab's Plotly extension draws without a
 * network, and as a PNG that says the same, for the places that run no script. Knows nothing of
 * this course.
 *
 * <p>No parameter may be null, and no method returns null.
 */
package weakrefs.figure;
