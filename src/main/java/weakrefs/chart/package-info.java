/**
 * From a Tablesaw table to what a notebook shows. {@link weakrefs.chart.Chart} turns any Tablesaw
 * figure into JSON that JupyterLab's Plotly extension draws without a network, and into a PNG that
 * says the same, for the places that run no script.
 *
 * <p>No parameter may be null, and no method returns null.
 */
package weakrefs.chart;
