package io.veilray.ui.app;

/** Width and height of the windows of a heat map, in pixels; whether they fit is for the region to say. */
record WindowSize(int widthPx, int heightPx) {
    /** Reads {@code W,H}, or one number for a square. */
    static WindowSize parse(String text) {
        String[] parts = text.split(",", -1);
        try {
            if (parts.length <= 2) {
                return new WindowSize(
                        Integer.parseInt(parts[0].trim()), Integer.parseInt(parts[parts.length - 1].trim()));
            }
        } catch (NumberFormatException e) {
            // falls through to the one message below
        }
        throw new IllegalArgumentException("window \"" + text
                + "\": must be W,H, two whole numbers of pixels, or one for a square, such as 64,96 or 64");
    }

    int shorterPx() {
        return Math.min(widthPx, heightPx);
    }
}
