package io.veilray.cloud.demo;

/** The letters of the word SYNTHETIC, five dots by seven, burned into the lower left corner of a film on a black
 * ground. */
final class BlockLetters {
    private static final int DOT_PX = 3;
    private static final int ADVANCE_DOTS = 6;
    private static final int MARGIN_PX = 14;
    private static final int ROWS = 7;

    private BlockLetters() {}

    static void stamp(short[] pixels, int widthPx, String word, short value) {
        int top = pixels.length / widthPx - MARGIN_PX - ROWS * DOT_PX;
        ground(pixels, widthPx, top - MARGIN_PX / 2, MARGIN_PX + word.length() * ADVANCE_DOTS * DOT_PX);
        for (int i = 0; i < word.length(); i++) {
            int left = MARGIN_PX + i * ADVANCE_DOTS * DOT_PX;
            String dots = dots(word.charAt(i));
            for (int d = 0; d < dots.length(); d++) {
                if (dots.charAt(d) == '#') {
                    dot(pixels, widthPx, left + d % 5 * DOT_PX, top + d / 5 * DOT_PX, value);
                }
            }
        }
    }

    private static void ground(short[] pixels, int widthPx, int top, int right) {
        for (int row = top; row < top + ROWS * DOT_PX + MARGIN_PX; row++) {
            java.util.Arrays.fill(pixels, row * widthPx + MARGIN_PX / 2, row * widthPx + right, (short) 0);
        }
    }

    private static void dot(short[] pixels, int widthPx, int x, int y, short value) {
        for (int row = y; row < y + DOT_PX; row++) {
            java.util.Arrays.fill(pixels, row * widthPx + x, row * widthPx + x + DOT_PX, value);
        }
    }

    private static String dots(char letter) {
        return switch (letter) {
            case 'S' -> " ####" + "#    " + "#    " + " ### " + "    #" + "    #" + "#### ";
            case 'Y' -> "#   #" + "#   #" + " # # " + "  #  " + "  #  " + "  #  " + "  #  ";
            case 'N' -> "#   #" + "##  #" + "# # #" + "# # #" + "#  ##" + "#   #" + "#   #";
            case 'T' -> "#####" + "  #  " + "  #  " + "  #  " + "  #  " + "  #  " + "  #  ";
            case 'H' -> "#   #" + "#   #" + "#   #" + "#####" + "#   #" + "#   #" + "#   #";
            case 'E' -> "#####" + "#    " + "#    " + "#### " + "#    " + "#    " + "#####";
            case 'I' -> "#####" + "  #  " + "  #  " + "  #  " + "  #  " + "  #  " + "#####";
            case 'C' -> " ####" + "#    " + "#    " + "#    " + "#    " + "#    " + " ####";
            default -> throw new IllegalArgumentException("letter " + letter + ": only those of SYNTHETIC are drawn");
        };
    }
}
