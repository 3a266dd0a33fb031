/**
 * The panes around the work itself: the notice of the first start, the settings, about. Front doors:
 * {@link io.veilray.ui.dialog.ResearchUseDialog}, {@link io.veilray.ui.dialog.SettingsPane} and
 * {@link io.veilray.ui.dialog.AboutPane}. They are nodes; who shows them in which window is decided elsewhere, and they
 * know no scan and no cloud.
 */
package io.veilray.ui.dialog;
