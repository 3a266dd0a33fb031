/**
 * Shows one slice of a series on the screen and turns the mouse into image coordinates. Front doors:
 * {@code Viewport}, {@code SeriesList}. What is drawn over the image comes as a
 * {@link io.veilray.ui.viewer.Layer}, what the mouse does as a {@link io.veilray.ui.viewer.MouseTool}. Knows scans and
 * the screen; knows nothing of regions, models or the cloud.
 */
package io.veilray.ui.viewer;
