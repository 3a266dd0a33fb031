package io.veilray.ui.tool;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Point2D;

/** The line around a set of pixels, along their sides; holes in the set are inside of it. */
final class Contour {
    private static final int[] DX = {1, 0, -1, 0};
    private static final int[] DY = {0, 1, 0, -1};

    private final PixelSet set;
    private final List<Point2D> corners = new ArrayList<>();
    private final int startX;
    private final int startY;
    private int x;
    private int y;
    /** The direction walked in: right, down, left, up. The set lies on the right hand. */
    private int heading;

    private Contour(PixelSet set) {
        this.set = set;
        int first = set.pixels().nextSetBit(0);
        startX = first % set.slice().widthPx();
        startY = first / set.slice().widthPx();
        x = startX;
        y = startY;
    }

    /** Its corners, clockwise; the set must not be empty. */
    static List<Point2D> around(PixelSet set) {
        return new Contour(set).walk();
    }

    private List<Point2D> walk() {
        do {
            x += DX[heading];
            y += DY[heading];
            turn();
        } while (x != startX || y != startY);
        return corners;
    }

    /** Pixels that touch at a corner only are not neighbours: there it goes right, around the one it came along. */
    private void turn() {
        int turned = !ahead(true) ? heading + 1 : ahead(false) ? heading + 3 : heading;
        if (turned != heading) {
            corners.add(new Point2D(x, y));
            heading = turned % 4;
        }
    }

    /** Whether the pixel ahead on that hand belongs to the set. */
    private boolean ahead(boolean right) {
        int side = (heading + (right ? 1 : 3)) % 4;
        int dx = DX[heading] + DX[side];
        int dy = DY[heading] + DY[side];
        return set.has(x + (dx - 1) / 2, y + (dy - 1) / 2);
    }
}
