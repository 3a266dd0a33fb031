package io.veilray.ui.overlay;

import io.veilray.region.Slice;
import io.veilray.result.Classification;
import io.veilray.result.EvidenceField;
import io.veilray.result.Percent;
import java.awt.image.BufferedImage;
import java.util.Optional;

/** Paints a scan and the result of a region of it as one picture to look at or to save. */
public final class ResultOverlay {
    private ResultOverlay() {}

    /**
     * Draws the scan as its window shows it, enlarged by a whole factor if it is small, with the region outlined and
     * tagged, and the result card on its right. The pixels of the region itself are left as they are unless the evidence
     * map is shown over them.
     *
     * @param description the scan in a few words for the card
     * @param showEvidence whether to paint the evidence map, if the result has one and is an opinion
     */
    public static BufferedImage paint(Slice slice, String description, Classification result, boolean showEvidence) {
        return paint(slice, description, result, Card.UNVERIFIED, showEvidence);
    }

    /**
     * The same with a banner across that says what it is, for a picture that will lie among a patient's images.
     *
     * @param status whether anybody takes responsibility for the result
     */
    public static BufferedImage paintForArchive(Slice slice, String description, Classification result, String status) {
        return Banner.above(
                paint(slice, description, result, status, true), Frame.of(slice).unit());
    }

    private static BufferedImage paint(
            Slice slice, String description, Classification result, String status, boolean showEvidence) {
        Frame frame = Frame.of(slice);
        Optional<EvidenceField> evidence = showEvidence ? EvidenceField.of(result) : Optional.empty();
        Card card = new ResultCard(frame.unit(), result, description, status, evidence);
        return new Sheet(slice, result.region(), frame, label(result), card)
                .paint((canvas, region) -> evidence.ifPresent(field -> new EvidencePaint(field).paint(canvas, region)));
    }

    private static String label(Classification result) {
        return result.hasOpinion()
                ? result.winningClass()
                        + (result.classOnly() ? "" : "  " + Percent.of(result.probabilities()[result.winner()]))
                : "no opinion";
    }
}
