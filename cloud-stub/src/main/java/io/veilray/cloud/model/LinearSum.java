package io.veilray.cloud.model;

import io.veilray.protocol.LinearTerm;
import io.veilray.protocol.Nonlinear;
import io.veilray.protocol.PoolWindow;
import io.veilray.protocol.TensorShape;
import java.util.ArrayList;
import java.util.List;

/**
 * A layer in the making: a sum of convolutions of tensors the client holds, plus bias, then nonlinear operations.
 * Immutable; every step gives a new one.
 *
 * @param name of the node that began it
 * @param terms convolutions and their kernels {@code [out][channel][row][column]}
 */
record LinearSum(String name, List<Term> terms, float[] bias, TensorShape sums, List<Nonlinear> operations) {
    /** Above this a fused average pool costs more than the activations it saves. */
    private static final int MAX_AVERAGED_WEIGHTS = 1 << 22;

    /** One convolution with its kernel; {@code channels} of the tensor it reads. */
    record Term(LinearTerm shape, int channels, float[] kernel) {}

    LinearSum {
        terms = List.copyOf(terms);
        operations = List.copyOf(operations);
    }

    LinearSum named(String other) {
        return new LinearSum(other, terms, bias, sums, operations);
    }

    /** Whether nothing nonlinear has been done yet. */
    boolean linear() {
        return operations.isEmpty();
    }

    /** Whether the last operation is a square. */
    boolean squared() {
        return !operations.isEmpty() && operations.getLast() instanceof Nonlinear.Square;
    }

    TensorShape output() {
        TensorShape shape = sums;
        for (Nonlinear operation : operations) {
            shape = operation.output(shape);
        }
        return shape;
    }

    LinearSum then(Nonlinear operation) {
        List<Nonlinear> more = new ArrayList<>(operations);
        more.add(operation);
        return new LinearSum(name, terms, bias, sums, more);
    }

    /** y = scale * x + shift, one of each for a channel. */
    LinearSum scaled(float[] scale, float[] shift) {
        List<Term> scaledTerms = new ArrayList<>();
        for (Term term : terms) {
            float[] kernel = term.kernel().clone();
            int each = kernel.length / scale.length;
            for (int i = 0; i < kernel.length; i++) {
                kernel[i] *= scale[i / each];
            }
            scaledTerms.add(new Term(term.shape(), term.channels(), kernel));
        }
        float[] newBias = new float[bias.length];
        for (int o = 0; o < bias.length; o++) {
            newBias[o] = bias[o] * scale[o] + shift[o];
        }
        return new LinearSum(name, scaledTerms, newBias, sums, operations);
    }

    /** The sum of two. */
    LinearSum plus(LinearSum other) {
        List<Term> all = new ArrayList<>(terms);
        all.addAll(other.terms);
        float[] newBias = bias.clone();
        for (int o = 0; o < newBias.length; o++) {
            newBias[o] += other.bias[o];
        }
        return new LinearSum(name, all, newBias, sums, operations);
    }

    /**
     * Followed by an average over a window that never leaves the map: one convolution with stride s * s_pool and kernel
     * (window - 1) s + k, whose weights are those of the shifted kernels, summed and divided by the window.
     */
    LinearSum averaged(PoolWindow window) {
        List<Term> wider = new ArrayList<>();
        for (Term term : terms) {
            wider.add(averaged(term, window));
        }
        TensorShape pooled = new TensorShape(sums.channels(), window.outputHeight(), window.outputWidth());
        return new LinearSum(name, wider, bias, pooled, operations);
    }

    /** Whether the kernels and strides of {@link #averaged} stay within limits; else the client had better pool. */
    boolean fitsAveraged(PoolWindow window) {
        boolean sidesFit = terms.stream()
                .map(Term::shape)
                .allMatch(term -> term.stride() * (long) window.strideHeight() <= LinearTerm.MAX_SIDE
                        && averagedSide(window.height(), term.stride(), term.kernelHeight()) <= LinearTerm.MAX_SIDE
                        && averagedSide(window.width(), term.stride(), term.kernelWidth()) <= LinearTerm.MAX_SIDE);
        return sidesFit && averagedWeights(window) <= MAX_AVERAGED_WEIGHTS;
    }

    /** Number of weights that {@link #averaged} makes; terms must be of sides that fit. */
    long averagedWeights(PoolWindow window) {
        double weights = 0;
        for (Term term : terms) {
            weights += (double) sums.channels()
                    * term.channels()
                    * averagedSide(
                            window.height(), term.shape().stride(), term.shape().kernelHeight())
                    * averagedSide(
                            window.width(), term.shape().stride(), term.shape().kernelWidth());
        }
        return (long) weights;
    }

    private static long averagedSide(int window, int stride, int kernel) {
        return (window - 1L) * stride + kernel;
    }

    private Term averaged(Term term, PoolWindow window) {
        LinearTerm old = term.shape();
        int height = (window.height() - 1) * old.stride() + old.kernelHeight();
        int width = (window.width() - 1) * old.stride() + old.kernelWidth();
        LinearTerm shape = new LinearTerm(
                old.tensor(), height, width, old.stride() * window.strideHeight(), old.padTop(), old.padLeft());
        int kernels = sums.channels() * term.channels();
        float[] kernel = new float[kernels * height * width];
        float share = 1f / (window.height() * window.width());
        for (int n = 0; n < kernels; n++) {
            for (int shift = 0; shift < window.height() * window.width(); shift++) {
                int down = shift / window.width() * old.stride();
                int right = shift % window.width() * old.stride();
                for (int k = 0; k < old.kernelHeight() * old.kernelWidth(); k++) {
                    int row = down + k / old.kernelWidth();
                    int column = right + k % old.kernelWidth();
                    float weight = term.kernel()[n * old.kernelHeight() * old.kernelWidth() + k];
                    kernel[(n * height + row) * width + column] += weight * share;
                }
            }
        }
        return new Term(shape, term.channels(), kernel);
    }
}
