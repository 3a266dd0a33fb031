package io.veilray.ui.viewer;

import io.veilray.region.Slice;
import io.veilray.region.Window;
import io.veilray.ui.scan.PatientAxes;
import io.veilray.ui.scan.PixelSpacing;
import io.veilray.ui.scan.ScanException;
import io.veilray.ui.scan.Series;
import io.veilray.ui.scan.SliceInfo;
import java.util.List;
import java.util.Optional;

/** A CT series whose slice k has the value x - 100 y + k at (x, y); axial, lying on the back. */
final class TestSeries implements Series {
    static final PixelSpacing SPACING = new PixelSpacing(0.5, 0.5);

    private final int side;
    private final Slice[] slices;
    private final Optional<PixelSpacing> spacing;
    private PatientAxes axes = new PatientAxes(new double[] {1, 0, 0}, new double[] {0, 1, 0});
    private Optional<double[]> first = Optional.empty();
    private double thicknessMm;
    private Optional<String> frameOfReference = Optional.empty();
    /** The number of the slice that cannot be decoded, or -1. */
    int broken = -1;

    TestSeries(int side, int slices) {
        this(side, slices, Optional.of(SPACING));
    }

    TestSeries(int side, int slices, Optional<PixelSpacing> spacing) {
        this.side = side;
        this.slices = new Slice[slices];
        this.spacing = spacing;
    }

    /** Slice k lies at that height plus k times the thickness, in the frame of that UID; empty text for none. */
    TestSeries at(double firstMm, double thickness, String frame) {
        first = Optional.of(new double[] {-100, -100, firstMm});
        thicknessMm = thickness;
        frameOfReference = Optional.of(frame).filter(uid -> !uid.isEmpty());
        return this;
    }

    TestSeries lying(PatientAxes how) {
        axes = how;
        return this;
    }

    private Optional<double[]> position(int index) {
        return first.map(at -> new double[] {at[0], at[1], at[2] + index * thicknessMm});
    }

    @Override
    public String title() {
        return "CT Test " + side + "x" + side;
    }

    @Override
    public Optional<String> modality() {
        return Optional.of("CT");
    }

    @Override
    public int slices() {
        return slices.length;
    }

    @Override
    public SliceInfo info(int index) {
        return new SliceInfo(side, side, spacing, Optional.of(axes), position(index), frameOfReference, "HU");
    }

    @Override
    public synchronized Slice slice(int index) throws ScanException {
        if (index == broken) {
            throw new ScanException("slice-" + index + ".dcm is cut off: copy it again from where it came.");
        }
        if (slices[index] == null) {
            float[] values = new float[side * side];
            for (int i = 0; i < values.length; i++) {
                values[i] = i % side - 100f * (i / side) + index;
            }
            slices[index] = new Slice(side, side, values, new Window(40, 400), false, modality());
        }
        return slices[index];
    }

    @Override
    public synchronized Optional<Slice> cached(int index) {
        return Optional.ofNullable(slices[index]);
    }

    @Override
    public List<String> notes(int index) {
        return List.of();
    }
}
