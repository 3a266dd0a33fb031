package io.veilray.cloud.model;

import io.veilray.protocol.NetworkShape;
import java.util.List;

/** Whether every layer's sums fit in the ring, by proof or by the card's calibration. */
final class RangeCheck {
    /** Bits that a calibrated range is widened by before it must fit. */
    static final int CALIBRATION_MARGIN_BITS = 4;

    private final ModelCard card;
    private final NetworkShape shape;

    RangeCheck(ModelCard card, NetworkShape shape) {
        this.card = card;
        this.shape = shape;
    }

    /** False if calibration had to stand in for proof; refuses a model that has neither. */
    boolean proves(List<SumRange> ranges) throws ModelException {
        boolean proved = true;
        for (int i = 0; i < ranges.size(); i++) {
            if (ranges.get(i).bits() > shape.ringBits()) {
                proved = false;
                requireCalibrated(ranges.get(i), i);
            }
        }
        return proved;
    }

    private void requireCalibrated(SumRange range, int index) throws ModelException {
        int most = shape.activationBits() + shape.weightBits() + shape.multiplierBits();
        // of the sum: a square is taken only once its sum is known to fit
        if (SumRange.bits(Math.scalb(range.largest(), most)) > Long.SIZE - 2) {
            throw new ModelException("layer " + range.layer() + " can reach " + range.largest()
                    + ", more than a calibration can stand in for: use smaller weights");
        }
        Double measured = card.largestSums().get(range.layer());
        boolean logits = index == shape.rounds() - 1;
        int fraction = shape.activationBits() + shape.weightBits() + (logits ? 0 : shape.multiplierBits());
        String allowed = ", the card allows " + shape.ringBits() + " in "
                + shape.mode().word()
                + " mode; use more ring bits (at most 41), fewer fractional or multiplier bits, smaller weights, or add a"
                + " calibration of this layer to the card";
        if (measured == null) {
            throw new ModelException("layer " + range.layer() + " can reach " + range.largest() + " and needs "
                    + range.bits() + " bits" + allowed);
        }
        int bits = SumRange.bits(shape, index, Math.scalb(Math.abs(measured), fraction + CALIBRATION_MARGIN_BITS));
        if (!(measured >= 0) || bits > shape.ringBits()) {
            throw new ModelException("layer " + range.layer() + " was measured to reach " + measured + " and needs "
                    + bits + " bits with " + CALIBRATION_MARGIN_BITS + " bits of margin" + allowed);
        }
    }
}
