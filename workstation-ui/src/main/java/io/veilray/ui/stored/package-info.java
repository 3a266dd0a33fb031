/**
 * Results that were read from files and lie over open images: which there are, which are shown, and the list of them. Front
 * doors: {@link io.veilray.ui.stored.StoredResults} and {@link io.veilray.ui.stored.StoredPane}. Knows series and results;
 * knows nothing of files or of classification.
 */
package io.veilray.ui.stored;
