/**
 * How the workstation looks: dark and light, the size of text, and the icons. Front doors:
 * {@link io.veilray.ui.theme.Theme}, {@link io.veilray.ui.theme.TextSize} and {@link io.veilray.ui.theme.Icons}. Knows
 * style sheets and drawings; knows nothing of what a button does.
 */
package io.veilray.ui.theme;
