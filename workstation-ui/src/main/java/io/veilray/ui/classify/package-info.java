/**
 * Runs private classifications for a front end and shows how they go: the link to a cloud, the connection's state, the
 * queue of jobs, the pane that starts them, and the cards of their results. Front doors:
 * {@link io.veilray.ui.classify.CloudConnection}, {@link io.veilray.ui.classify.ClassifyQueue},
 * {@link io.veilray.ui.classify.ClassifyPane} and {@link io.veilray.ui.classify.ResultsPane}. Knows nothing of how a scan is
 * shown or a region drawn; {@link io.veilray.ui.classify.CloudLinker} is the seam where tests put a link of their own.
 */
package io.veilray.ui.classify;
