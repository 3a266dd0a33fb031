package io.veilray.imagej.output;

import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.gui.TextRoi;
import io.veilray.region.Region;
import io.veilray.result.EvidenceField;
import io.veilray.result.Percent;
import java.awt.Color;
import java.awt.Font;
import java.util.Optional;

/** Draws results into an image's overlay: outline, label, evidence map. What others put there stays. */
final class ResultDrawing {
    /** Yellow on a dark ground, apart from grey for every kind of colour vision. */
    private static final Color MARK = new Color(0xFFC20A);

    private static final Color GROUND = new Color(0xC8101418, true);
    private static final String OWN = "veilray.drawing";

    private final ImagePlus image;
    private final Found found;
    private final Region region;

    ResultDrawing(ImagePlus image, Found found) {
        this.image = image;
        this.found = found;
        this.region = found.result().region();
    }

    /** @param opacity of the evidence map in percent; empty leaves the map out */
    void draw(Optional<Integer> opacity) {
        Overlay overlay = image.getOverlay() == null ? new Overlay() : image.getOverlay();
        removeEarlier(overlay);
        opacity.ifPresent(percent -> EvidenceField.of(found.result()).ifPresent(field -> {
            add(overlay, EvidenceImage.of(field, region, percent / 100.0), "evidence");
            EvidenceImage.bar(field, region, image.getWidth()).forEach(part -> add(overlay, part, "evidence scale"));
        }));
        add(overlay, outline(), "region");
        add(overlay, label(), "label");
        image.setOverlay(overlay);
    }

    /** The same region classified again by the same model replaces its drawing. */
    private void removeEarlier(Overlay overlay) {
        for (Roi roi : overlay.toArray()) {
            if (key().equals(roi.getProperty(OWN))) {
                overlay.remove(roi);
            }
        }
    }

    private String key() {
        return found.result().model() + " " + region + " " + found.slice();
    }

    private void add(Overlay overlay, Roi part, String name) {
        part.setName("Veilray " + found.result().model() + " " + name);
        part.setProperty(OWN, key());
        if (image.getStackSize() > 1) {
            part.setPosition(found.slice());
        }
        overlay.add(part);
    }

    private Roi outline() {
        Roi outline = found.roi()
                .map(roi -> (Roi) roi.clone())
                .orElseGet(() -> new Roi(region.xPx(), region.yPx(), region.widthPx(), region.heightPx()));
        outline.setStrokeColor(MARK);
        outline.setStrokeWidth(Math.max(1, image.getWidth() / 400.0));
        outline.setFillColor(null);
        Properties.set(outline, found);
        return outline;
    }

    /** Above the region, or inside at its top where there is no room above. */
    private Roi label() {
        Font font = new Font(Font.SANS_SERIF, Font.PLAIN, Math.clamp(image.getWidth() / 32, 9, 40));
        TextRoi text = new TextRoi(0, 0, words(), font);
        double height = text.getFloatHeight();
        double above = region.yPx() - height - 2;
        double left = Math.clamp(region.xPx(), 0, Math.max(0, image.getWidth() - text.getFloatWidth()));
        text.setLocation(left, above >= 0 ? above : region.yPx() + 2);
        text.setStrokeColor(MARK);
        text.setFillColor(GROUND);
        return text;
    }

    String words() {
        boolean figure = found.result().hasOpinion() && found.probability().isPresent();
        return found.answer()
                + (figure ? " " + Percent.of(found.probability().getAsDouble()) : "")
                + "\nResearch use only";
    }
}
