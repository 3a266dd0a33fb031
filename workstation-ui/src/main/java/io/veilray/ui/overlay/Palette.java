package io.veilray.ui.overlay;

import java.awt.Color;

/** Colours that stay apart for every kind of colour vision: yellow against blue, and brightness against both. */
final class Palette {
    /** Outline, and all that belongs to the winning class. */
    static final Color MARK = new Color(0xFFC20A);
    /** Of results from files: told from the other by the colour-blind too. */
    static final Color STORED = new Color(0x7CC7FF);

    static final Color HALO = new Color(0x0B0D10);
    static final Color OTHER = new Color(0x4F8FC6);
    static final Color GROUND = new Color(0x14181D);
    static final Color TRACK = new Color(0x2A323B);
    static final Color TEXT = new Color(0xF1F4F7);
    static final Color QUIET = new Color(0xA3AFBB);

    private Palette() {}
}
