/**
 * Paints a result. As a picture: the scan with its region outlined, and beside it a card with all classes, the model and
 * the research-use words; it draws its own stroke font, so the same result gives the same pixels on any machine. On the
 * screen: a layer over the scan and the bar that explains its colours. Front doors:
 * {@link io.veilray.ui.overlay.ResultOverlay}, {@link io.veilray.ui.overlay.HeatOverlay},
 * {@link io.veilray.ui.overlay.ResultLayer} and {@link io.veilray.ui.overlay.HeatLayer}. Knows nothing of files or of
 * the cloud.
 */
package io.veilray.ui.overlay;
