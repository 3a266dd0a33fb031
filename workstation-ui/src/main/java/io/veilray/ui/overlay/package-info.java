/**
 * Paints a result: the scan with its region outlined, and beside it a card with all classes, the model and the
 * research-use words. Front doors: {@link io.veilray.ui.overlay.ResultOverlay} for one result,
 * {@link io.veilray.ui.overlay.HeatOverlay} for a heat map. Draws its own stroke font, so the same
 * result gives the same pixels on any machine, with fonts installed or not; knows nothing of files or of the cloud.
 */
package io.veilray.ui.overlay;
