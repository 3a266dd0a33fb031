package io.veilray.ui.theme;

/**
 * One path of an icon, in its square of 24 by 24.
 *
 * @param filled whether its inside is painted, otherwise its line
 */
record IconStroke(String path, boolean filled) {
    static final double SQUARE = 24;
}
