/**
 * What the user chose, kept between starts as JSON in the Veilray folder. Front doors:
 * {@link io.veilray.ui.prefs.Preferences} and {@link io.veilray.ui.prefs.PreferencesFile}. Holds no secret and, unless
 * the user wants it, no name of a file; knows nothing of screens.
 */
package io.veilray.ui.prefs;
