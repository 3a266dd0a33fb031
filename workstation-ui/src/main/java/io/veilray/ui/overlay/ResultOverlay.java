package io.veilray.ui.overlay;

import io.veilray.region.Slice;
import io.veilray.result.Classification;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.Optional;

/** Paints a scan and the result of a region of it as one picture to look at or to save. */
public final class ResultOverlay {
    private static final double PADDING_UNITS = 20;
    private static final double LEAST_AREA_UNITS = 220;

    private final Slice slice;
    private final Frame frame;
    private final ResultCard card;
    private final RegionTag tag;
    private final Classification result;
    private final Optional<EvidenceField> evidence;
    private final int padding;
    private final int areaWidth;

    private ResultOverlay(Slice slice, String description, Classification result, boolean showEvidence) {
        this.slice = slice;
        this.result = result;
        this.frame = Frame.of(slice);
        this.padding = frame.px(PADDING_UNITS);
        this.areaWidth = Math.max(frame.widthPx(), frame.px(LEAST_AREA_UNITS)) + 2 * padding;
        this.evidence = showEvidence ? EvidenceField.of(result) : Optional.empty();
        this.card = new ResultCard(frame.unit(), result, description, evidence);
        this.tag = new RegionTag(frame, label(result), areaWidth - 2 * padding);
    }

    private static String label(Classification result) {
        return result.hasOpinion()
                ? result.winningClass() + "  " + Percent.of(result.probabilities()[result.winner()])
                : "no opinion";
    }

    /**
     * Draws the scan as its window shows it, enlarged by a whole factor if it is small, with the region outlined and
     * tagged, and the result card on its right. The pixels of the region itself are left as they are unless the evidence
     * map is shown over them.
     *
     * @param description the scan in a few words for the card
     * @param showEvidence whether to paint the evidence map, if the result has one and is an opinion
     */
    public static BufferedImage paint(Slice slice, String description, Classification result, boolean showEvidence) {
        result.region().requireWithin(slice.widthPx(), slice.heightPx());
        return new ResultOverlay(slice, description, result, showEvidence).paint();
    }

    private BufferedImage paint() {
        int above = tag.roomAbove() + padding / 2;
        int left = above + frame.heightPx() + padding;
        int right = (int) Math.ceil(card.heightPx()) + 2 * padding;
        int width = areaWidth + (int) Math.ceil(card.widthPx()) + padding;
        BufferedImage canvas = new BufferedImage(width, Math.max(left, right), BufferedImage.TYPE_INT_RGB);
        int pictureX = (areaWidth - frame.widthPx()) / 2;
        int pictureY = above + (canvas.getHeight() - left) / 2;
        Graphics2D g = canvas.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        g.setColor(Palette.GROUND);
        g.fillRect(0, 0, canvas.getWidth(), canvas.getHeight());
        paintScan(canvas, pictureX, pictureY);
        Rectangle region = frame.place(result.region(), pictureX, pictureY);
        evidence.ifPresent(field -> new EvidencePaint(field).paint(canvas, region));
        paintOutline(g, region);
        tag.paint(g, region, padding - frame.outline(), areaWidth - padding + frame.outline());
        card.paint(g, areaWidth, padding);
        g.dispose();
        return canvas;
    }

    private void paintScan(BufferedImage canvas, int pictureX, int pictureY) {
        int[] row = new int[frame.widthPx()];
        for (int y = 0; y < frame.heightPx(); y++) {
            if (y % frame.factor() == 0) {
                paintRow(row, y / frame.factor());
            }
            canvas.setRGB(pictureX, pictureY + y, row.length, 1, row, 0, row.length);
        }
    }

    private void paintRow(int[] row, int scanY) {
        for (int x = 0; x < row.length; x++) {
            int gray = (int) Math.round(255 * slice.brightness(x / frame.factor(), scanY, slice.window()));
            row[x] = gray << 16 | gray << 8 | gray;
        }
    }

    /** A bright line between two dark ones: seen on white, on black and on everything between. */
    private void paintOutline(Graphics2D g, Rectangle region) {
        ring(g, region, 0, frame.outline(), Palette.HALO);
        ring(g, region, frame.line(), 2 * frame.line(), Palette.MARK);
    }

    /** Fills what lies more than {@code from} and at most {@code to} pixels outside of the rectangle's sides. */
    private static void ring(Graphics2D g, Rectangle inner, int from, int to, Color color) {
        Rectangle outer = grown(inner, to);
        Rectangle hole = grown(inner, from);
        int thick = to - from;
        g.setColor(color);
        g.fillRect(outer.x, outer.y, outer.width, thick);
        g.fillRect(outer.x, hole.y + hole.height, outer.width, thick);
        g.fillRect(outer.x, hole.y, thick, hole.height);
        g.fillRect(hole.x + hole.width, hole.y, thick, hole.height);
    }

    private static Rectangle grown(Rectangle inner, int by) {
        return new Rectangle(inner.x - by, inner.y - by, inner.width + 2 * by, inner.height + 2 * by);
    }
}
