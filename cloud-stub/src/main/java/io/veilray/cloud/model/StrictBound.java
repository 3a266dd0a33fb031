package io.veilray.cloud.model;

import io.veilray.protocol.LayerShape;
import io.veilray.protocol.NetworkShape;
import io.veilray.protocol.Nonlinear;
import io.veilray.region.Patch;
import io.veilray.share.FixedPoint;
import java.util.List;

/**
 * How far strict or quadratic mode may move a logit of one patch from {@link FixedPointModel}'s.
 *
 * <p>Weights, bias and sums are the fixed-point model's; only truncation differs. Of a sum x both sides shift their shares
 * by g bits, and the carry they lose makes y the ceiling of x / 2^g with a probability of its fraction, else the floor, for
 * every sum by itself, since shares are uniform. So y is x / 2^g in the mean with a variance of at most 1/4, and never a unit
 * or more from x / 2^g, where the fixed-point model has the nearest integer, ties up. In quadratic mode y^2 / 2^f is rounded
 * once more in the same way.
 *
 * <p>{@link #proved} holds for every run: an interval for each y from the interval of its sum, through ReLU and maximum,
 * which are monotone, and through absolute weights. It adds magnitudes where signs cancel and so grows by the sum of
 * absolute weights with each layer: a proof, and for deep networks a useless one.
 *
 * <p>{@link #of} is a statement of overwhelming probability. To first order a logit moves by the sum of all truncations'
 * errors, each times the derivative of the logit (back-propagation through this patch's own activations): their means are
 * known and make a <i>shift</i>, and as each is of mean 0 beyond that whatever went before, they are uncorrelated. Second
 * order matters where values meet, as on a plain background: the larger of two is larger in the mean than the one that
 * was. For an error d of mean 0 and variance v and a gap t, E max(0, d - t) &lt;= (sqrt(v + t^2) - t) / 2 (Scarf, "A min-max
 * solution of an inventory problem", 1958); this, for every other entry of a window and for the zero of ReLU, times the
 * magnitude of the derivative, is the <i>excess</i>. (y + d)^2 is v larger than y^2 in the mean, which is a square's excess, and
 * d^2 varies by 2 v^2 about that if d is normal. The bound is |shift| + excess + eight standard deviations.
 */
public final class StrictBound {
    private static final double DEVIATIONS = 8;

    private final FixedPointModel fixedPoint;
    private final NetworkShape shape;

    public StrictBound(CheckedModel model) {
        this.fixedPoint = new FixedPointModel(model);
        this.shape = model.shape();
    }

    /** The bound for every logit of this patch, the largest of them, in logits; but for a negligible probability. */
    public double of(Patch patch) {
        long[] input = input(patch);
        List<long[]> sums = fixedPoint.sums(input);
        List<long[]> tensors = fixedPoint.tensors(input, sums);
        List<double[]> excesses = new TruncationErrors(fixedPoint, shape).excesses(sums);
        BackPropagation slopes = new BackPropagation(fixedPoint, shape, sums, tensors);
        double largest = 0;
        for (int k = 0; k < shape.classes(); k++) {
            Truncations truncations = new Truncations(tensors, excesses);
            slopes.from(k, truncations);
            largest = Math.max(largest, truncations.bound());
        }
        return Math.scalb(largest, -shape.activationBits() - shape.weightBits());
    }

    /** The same without any probability, usually far larger. */
    public double proved(Patch patch) {
        long[] input = input(patch);
        List<long[]> sums = fixedPoint.sums(input);
        double largest = new TruncationErrors(fixedPoint, shape).largest(sums, fixedPoint.tensors(input, sums));
        return Math.scalb(largest, -shape.activationBits() - shape.weightBits());
    }

    private long[] input(Patch patch) {
        return new FixedPoint(shape.activationBits()).encode(patch.values());
    }

    /** What all truncations do to one logit, in units of its fixed-point number. */
    private final class Truncations implements BackPropagation.Visitor {
        private final List<long[]> tensors;
        private final List<double[]> excesses;
        private double shift;
        private double excess;
        private double variance;

        Truncations(List<long[]> tensors, List<double[]> excesses) {
            this.tensors = tensors;
            this.excesses = excesses;
        }

        /** The fixed-point model rounds the mean of a map of logits. */
        @Override
        public void operation(Nonlinear operation, double[] slopes) {
            for (int i = 0; i < slopes.length && operation instanceof Nonlinear.AveragePool; i++) {
                excess += Math.abs(slopes[i]) / 2;
            }
        }

        @Override
        public void activation(int layer, double[] slopes, long[] before) {
            double unit = Math.scalb(1.0, -shape.weightBits());
            long[] made = tensors.get(layer + 1);
            double[] excessHere = excesses.get(layer);
            boolean squares = shape.layers().get(layer).squares();
            for (int i = 0; i < slopes.length; i++) {
                double exact = before[i] * unit;
                if (squares) {
                    shift += slopes[i] * (Math.scalb(exact * exact, -shape.activationBits()) - made[i]);
                    variance += slopes[i] * slopes[i] * (0.25 + 2 * excessHere[i] * excessHere[i]);
                } else {
                    shift += before[i] > 0 ? slopes[i] * (exact - made[i]) : 0;
                }
                excess += Math.abs(slopes[i]) * excessHere[i];
            }
        }

        /** Of the sums that a hidden layer's activations were made of; the others have no slope. */
        @Override
        public void sums(int layer, double[] slopes) {
            LayerShape layerShape = shape.layers().get(layer);
            if (layer < shape.rounds() - 1) {
                double unit = Math.scalb(1.0, shape.weightBits());
                for (int i = 0; i < layerShape.linearOutput().size(); i++) {
                    variance += slopes[i] * unit * (slopes[i] * unit) / 4;
                }
            }
        }

        double bound() {
            return Math.abs(shift) + excess + DEVIATIONS * Math.sqrt(variance);
        }
    }
}
