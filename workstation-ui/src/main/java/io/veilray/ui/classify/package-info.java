/**
 * Runs a private classification for a front end: the link to a cloud, and the comparison with the model in the clear.
 * Front door: {@link io.veilray.ui.classify.CloudLinker}. A seam: tests put a link of their own behind it.
 */
package io.veilray.ui.classify;
