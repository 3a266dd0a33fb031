/**
 * Measures a model on labelled images: which images to take, and what the results say. Front doors:
 * {@link io.veilray.ui.evaluate.LabelledFolder} and {@link io.veilray.ui.evaluate.Evaluation}. Knows nothing of how an
 * image was classified or how figures are shown.
 */
package io.veilray.ui.evaluate;
