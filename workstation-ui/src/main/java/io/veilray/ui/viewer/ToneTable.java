package io.veilray.ui.viewer;

import io.veilray.dicom.image.ToneCurve;
import io.veilray.region.Window;

/** The screen's grays for values under a window and its curve; the value nearest to a step of the curve takes its gray. */
final class ToneTable {
    private static final int OPAQUE = 0xFF000000;
    private static final int WHITE = 255;

    private final int[] colours;
    private final float black;
    private final float scale;
    private final int last;

    /** @param inverted whether white is the lowest value */
    ToneTable(Window window, ToneCurve curve, boolean inverted) {
        last = curve.steps() - 1;
        colours = new int[curve.steps()];
        for (int i = 0; i <= last; i++) {
            int bright = (int) Math.round(WHITE * curve.step(i));
            int gray = inverted ? WHITE - bright : bright;
            colours[i] = OPAQUE | gray << 16 | gray << 8 | gray;
        }
        scale = (float) (last / ((curve.to() - curve.from()) * window.width()));
        black = (float) (window.center() - window.width() / 2 + curve.from() * window.width()) - 0.5f / scale;
    }

    /** {@code 0xFFrrggbb} with three equal parts. */
    int gray(float value) {
        float at = (value - black) * scale;
        return colours[at <= 0 ? 0 : at >= last ? last : (int) at];
    }

    /** The same for each part of a colour that is white at that value. */
    static int[] channel(ToneTable of, double white) {
        int[] parts = new int[WHITE + 1];
        for (int i = 0; i <= WHITE; i++) {
            parts[i] = of.gray((float) (i * white / WHITE)) & 0xFF;
        }
        return parts;
    }
}
