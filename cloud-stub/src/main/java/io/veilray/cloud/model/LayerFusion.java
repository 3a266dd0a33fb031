package io.veilray.cloud.model;

import io.veilray.protocol.LinearTerm;
import io.veilray.protocol.TensorShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;

/** Two layers made one where that costs a round trip and a tensor less and computes the same numbers. */
final class LayerFusion {
    private LayerFusion() {}

    /**
     * A linear sum read through a kernel of one tap, stride {@code stride} and no padding: its own kernels, each mixed by
     * the second one's weights. Empty if that would take more weights than the two layers have.
     *
     * @param kernel {@code [out][channel]}
     */
    static Optional<LinearSum> pointwise(
            LinearSum first, String name, float[] kernel, float[] bias, int stride, TensorShape sums) {
        int mixed = first.sums().channels();
        int outputs = bias.length;
        long each = first.terms().stream()
                .mapToLong(term -> term.kernel().length / mixed)
                .sum();
        boolean strideFits =
                first.terms().stream().allMatch(term -> term.shape().stride() * (long) stride <= LinearTerm.MAX_SIDE);
        boolean worthIt = each * outputs <= each * mixed + kernel.length && strideFits;
        return worthIt ? Optional.of(mixed(first, name, kernel, bias, stride, sums)) : Optional.empty();
    }

    /** The same whatever it takes. */
    static LinearSum mixed(LinearSum first, String name, float[] kernel, float[] bias, int stride, TensorShape sums) {
        int outputs = bias.length;
        List<LinearSum.Term> terms = new ArrayList<>();
        for (LinearSum.Term term : first.terms()) {
            LinearTerm old = term.shape();
            LinearTerm shape = new LinearTerm(
                    old.tensor(),
                    old.kernelHeight(),
                    old.kernelWidth(),
                    old.stride() * stride,
                    old.padTop(),
                    old.padLeft());
            terms.add(new LinearSum.Term(shape, term.channels(), Kernels.product(kernel, outputs, term.kernel())));
        }
        float[] all = Kernels.product(kernel, outputs, first.bias());
        for (int o = 0; o < outputs; o++) {
            all[o] += bias[o];
        }
        return new LinearSum(name, terms, all, sums, List.of());
    }

    /** Weights, zeros mostly, that {@link #sideBySide} adds to those of the parts; more than any limit where it cannot be done. */
    static long weightsBesides(List<LinearSum> parts) {
        LinearSum first = parts.getFirst();
        if (!parts.stream().allMatch(part -> readsAlike(first, part))) {
            return Long.MAX_VALUE;
        }
        double outputs =
                parts.stream().mapToDouble(part -> part.sums().channels()).sum();
        double more = 0;
        for (int t = 0; t < first.terms().size(); t++) {
            List<LinearSum.Term> terms = terms(parts, t);
            LinearTerm kernel = hull(terms);
            if (kernel == null) {
                return Long.MAX_VALUE;
            }
            more += outputs * terms.getFirst().channels() * kernel.kernelHeight() * kernel.kernelWidth();
            more -= terms.stream().mapToDouble(term -> term.kernel().length).sum();
        }
        return (long) more;
    }

    /**
     * The channels of several sums one after another as one sum. All must read the same tensors with the same strides and
     * be followed by the same operations: their kernels then stand in one of the size that holds them all.
     */
    static LinearSum sideBySide(String name, List<LinearSum> parts) {
        LinearSum first = parts.getFirst();
        int outputs = parts.stream().mapToInt(part -> part.sums().channels()).sum();
        List<LinearSum.Term> terms = new ArrayList<>();
        for (int t = 0; t < first.terms().size(); t++) {
            terms.add(stacked(terms(parts, t), outputs));
        }
        float[] bias = new float[outputs];
        int next = 0;
        for (LinearSum part : parts) {
            System.arraycopy(part.bias(), 0, bias, next, part.bias().length);
            next += part.bias().length;
        }
        TensorShape sums =
                new TensorShape(outputs, first.sums().height(), first.sums().width());
        return new LinearSum(name, terms, bias, sums, first.operations());
    }

    private static List<LinearSum.Term> terms(List<LinearSum> parts, int index) {
        return parts.stream().map(part -> part.terms().get(index)).toList();
    }

    private static boolean readsAlike(LinearSum a, LinearSum b) {
        boolean alike = a.operations().equals(b.operations())
                && a.sums().height() == b.sums().height()
                && a.sums().width() == b.sums().width()
                && a.terms().size() == b.terms().size();
        for (int t = 0; alike && t < a.terms().size(); t++) {
            LinearTerm mine = a.terms().get(t).shape();
            LinearTerm theirs = b.terms().get(t).shape();
            alike = mine.tensor() == theirs.tensor() && mine.stride() == theirs.stride();
        }
        return alike;
    }

    /** The least kernel that holds all of them at their places, or null if it is too large for one. */
    private static LinearTerm hull(List<LinearSum.Term> terms) {
        LinearTerm any = terms.getFirst().shape();
        int top = most(terms, LinearTerm::padTop);
        int left = most(terms, LinearTerm::padLeft);
        int height = top + most(terms, term -> term.kernelHeight() - term.padTop());
        int width = left + most(terms, term -> term.kernelWidth() - term.padLeft());
        boolean fits = Math.max(height, width) <= LinearTerm.MAX_SIDE;
        return fits ? new LinearTerm(any.tensor(), height, width, any.stride(), top, left) : null;
    }

    private static LinearSum.Term stacked(List<LinearSum.Term> terms, int outputs) {
        LinearTerm hull = hull(terms);
        int channels = terms.getFirst().channels();
        float[] kernel = new float[outputs * channels * hull.kernelHeight() * hull.kernelWidth()];
        int plane = 0;
        for (LinearSum.Term term : terms) {
            LinearTerm shape = term.shape();
            int rows = term.kernel().length / shape.kernelWidth();
            for (int row = 0; row < rows; row++) {
                int down = row % shape.kernelHeight() + hull.padTop() - shape.padTop();
                int to = (plane + row / shape.kernelHeight()) * hull.kernelHeight() + down;
                System.arraycopy(
                        term.kernel(),
                        row * shape.kernelWidth(),
                        kernel,
                        to * hull.kernelWidth() + hull.padLeft() - shape.padLeft(),
                        shape.kernelWidth());
            }
            plane += rows / shape.kernelHeight();
        }
        return new LinearSum.Term(hull, channels, kernel);
    }

    private static int most(List<LinearSum.Term> terms, ToIntFunction<LinearTerm> size) {
        return terms.stream().map(LinearSum.Term::shape).mapToInt(size).max().orElseThrow();
    }
}
