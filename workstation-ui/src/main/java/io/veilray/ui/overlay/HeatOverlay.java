package io.veilray.ui.overlay;

import io.veilray.region.Slice;
import io.veilray.result.Classification;
import io.veilray.result.HeatMap;
import java.awt.image.BufferedImage;

/** Paints a scan and the heat map of one class over a region of it as one picture to look at or to save. */
public final class HeatOverlay {
    private HeatOverlay() {}

    /**
     * Draws the scan as its window shows it, enlarged by a whole factor if it is small, with the region outlined and
     * painted, and a card on its right with the fixed colour bar from 0 to 100 %.
     *
     * @param map with at least one window examined
     * @param description the scan in a few words for the card
     */
    public static BufferedImage paint(Slice slice, String description, HeatMap map, int classIndex) {
        Frame frame = Frame.of(slice);
        Classification any = map.examined().getFirst();
        Card card = new HeatCard(frame.unit(), map, classIndex, any, description);
        return new Sheet(slice, map.windows().region(), frame, label(map, classIndex), card)
                .paint(new HeatPaint(map, classIndex, frame)::paint);
    }

    private static String label(HeatMap map, int classIndex) {
        String name = map.classes().get(classIndex);
        String what = map.opinions() == 0 ? name + ": no opinion anywhere" : "heat map: " + name;
        return map.isComplete() ? what : what + ", incomplete";
    }
}
