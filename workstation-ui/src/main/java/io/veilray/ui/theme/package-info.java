/**
 * How the workstation looks: dark and light, and the icons. Front doors: {@link io.veilray.ui.theme.Theme} and
 * {@link io.veilray.ui.theme.Icons}. Knows style sheets and drawings; knows nothing of what a button does.
 */
package io.veilray.ui.theme;
