package io.veilray.ui.viewer;

/** How many viewports are seen at once, in rows of columns. */
public enum ViewLayout {
    ONE(1, 1),
    TWO(2, 1),
    FOUR(2, 2);

    private final int columns;
    private final int rows;

    ViewLayout(int columns, int rows) {
        this.columns = columns;
        this.rows = rows;
    }

    int columns() {
        return columns;
    }

    public int viewports() {
        return columns * rows;
    }
}
