package io.veilray.dicom.derived;

import io.veilray.region.Region;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;

/** The segments of a finding: its region, and what speaks for and against its answer there. */
record FindingSegments(SourceImage source, ImageFinding finding) {
    static final String FOR = "Evidence for ";
    static final String AGAINST = "Evidence against ";
    /** "Selected region", PS3.16 annex D. */
    private static final Code SELECTED_REGION = Code.dcm("111099", "Selected region");

    List<Segment> region() {
        byte[] mask = frame((column, row) -> 1);
        String description = "The rectangle that was classified. Answer: " + finding.label() + ". " + NewObject.USE;
        return List.of(new Segment(finding.label(), description, SELECTED_REGION, mask));
    }

    /**
     * The evidence is signed, a fraction is not: what speaks for the answer and what speaks against it are two segments
     * on one scale, {@link Segmentation#FULL} being the value furthest from zero. None where all is zero, or without an
     * opinion.
     */
    List<Segment> evidence() {
        if (finding.answer().isEmpty() || finding.evidence().isEmpty()) {
            return List.of();
        }
        EvidenceGrid grid = finding.evidence().get();
        List<Segment> segments = new ArrayList<>();
        add(segments, grid, FOR, 'F', value -> value);
        add(segments, grid, AGAINST, 'A', value -> -value);
        return segments;
    }

    private void add(List<Segment> segments, EvidenceGrid grid, String what, char kind, DoubleUnaryOperator sign) {
        double largest = grid.largest();
        Region region = finding.region();
        byte[] frame = frame((column, row) ->
                share(sign.applyAsDouble(grid.at(column, row, region.widthPx(), region.heightPx())), largest));
        boolean any = false;
        for (byte value : frame) {
            any |= value != 0;
        }
        if (any) {
            String name = finding.answered().orElseThrow().name();
            String description = String.format(
                    Locale.ROOT,
                    "What speaks %s %s by place: %d stands for %.4g logits. Not a probability and not a boundary. %s",
                    kind == 'F' ? "for" : "against",
                    name,
                    Segmentation.FULL,
                    largest,
                    NewObject.USE);
            Code type = Code.named(kind, finding.algorithm().name(), name, what + name);
            segments.add(new Segment(what + name, description, type, frame));
        }
    }

    private static int share(double value, double largest) {
        return largest == 0 || !(value > 0) ? 0 : (int) Math.round(Segmentation.FULL * Math.min(1, value / largest));
    }

    private interface Values {
        int at(int column, int row);
    }

    /** A byte a pixel of the source; outside of the region 0. */
    private byte[] frame(Values values) {
        byte[] frame = new byte[Math.multiplyExact(source.widthPx(), source.heightPx())];
        Region region = finding.region();
        for (int row = 0; row < region.heightPx(); row++) {
            int start = (region.yPx() + row) * source.widthPx() + region.xPx();
            for (int column = 0; column < region.widthPx(); column++) {
                frame[start + column] = (byte) values.at(column, row);
            }
        }
        return frame;
    }
}
