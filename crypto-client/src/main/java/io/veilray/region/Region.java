package io.veilray.region;

/**
 * A rectangle of image pixels. Pixel (0, 0) is the top left one; the region covers columns {@code xPx} to
 * {@code xPx + widthPx - 1} and rows {@code yPx} to {@code yPx + heightPx - 1}.
 */
public record Region(int xPx, int yPx, int widthPx, int heightPx) {
    public Region {
        if (xPx < 0 || yPx < 0 || widthPx < 1 || heightPx < 1) {
            throw new IllegalArgumentException("region " + xPx + "," + yPx + "," + widthPx + "," + heightPx
                    + ": X and Y must be at least 0, W and H at least 1");
        }
    }

    /** The region that is the whole slice. */
    public static Region whole(Slice slice) {
        return new Region(0, 0, slice.widthPx(), slice.heightPx());
    }

    /** Reads {@code X,Y,W,H}, four whole numbers of pixels. */
    public static Region parse(String text) {
        String[] parts = text.split(",", -1);
        try {
            if (parts.length == 4) {
                return new Region(number(parts[0]), number(parts[1]), number(parts[2]), number(parts[3]));
            }
        } catch (NumberFormatException e) {
            // falls through to the one message below
        }
        throw new IllegalArgumentException(
                "region \"" + text + "\": must be X,Y,W,H, four whole numbers of pixels, such as 40,60,128,128");
    }

    private static int number(String text) {
        return Integer.parseInt(text.trim());
    }

    /** Returns this region if it lies within an image of that size, and throws with both sizes otherwise. */
    public Region requireWithin(int imageWidthPx, int imageHeightPx) {
        if ((long) xPx + widthPx > imageWidthPx || (long) yPx + heightPx > imageHeightPx) {
            throw new IllegalArgumentException("region " + this + " reaches outside the image of " + imageWidthPx + "x"
                    + imageHeightPx + " px: choose X+W at most " + imageWidthPx + " and Y+H at most " + imageHeightPx);
        }
        return this;
    }

    @Override
    public String toString() {
        return xPx + "," + yPx + "," + widthPx + "," + heightPx;
    }
}
