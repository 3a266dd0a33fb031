package io.veilray.cloud.privacy;

import io.veilray.protocol.LayerShape;
import io.veilray.protocol.LinearTerm;
import io.veilray.protocol.NetworkShape;
import io.veilray.protocol.TensorShape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * Least squares for the weights and biases of one layer of one term, from inputs and the sums they gave, over any number
 * of tickets. Each ticket shows the outputs in another order and scale; they are told apart by what the fit so far
 * predicts. Outputs have the scale of the first ticket.
 */
final class LayerFit {
    /** Squared masking noise over squared weights, roughly: makes the normal equations solvable, moves nothing else. */
    private static final double RIDGE = 0x1p-22;

    private final LinearTerm term;
    private final TensorShape input;
    private final TensorShape output;
    private final boolean logits;
    private final double one;
    private final int unknowns;
    private final double[][] gram;
    private final double[][] right;
    /** {@code [output][unknown]} in units of 2^-g, the bias last. */
    private double[][] weights;

    LayerFit(NetworkShape shape, int layer) {
        LayerShape form = shape.layers().get(layer);
        this.term = form.terms().getFirst();
        this.input = shape.tensor(term.tensor());
        this.output = form.linearOutput();
        this.logits = layer == shape.rounds() - 1;
        this.one = 1L << shape.activationBits();
        this.unknowns = input.channels() * term.kernelHeight() * term.kernelWidth() + 1;
        this.gram = new double[unknowns][unknowns];
        this.right = new double[unknowns][output.channels()];
        this.weights = new double[0][];
    }

    /** Equations that one query gives for each output. */
    int equations() {
        return output.height() * output.width();
    }

    int unknowns() {
        return unknowns;
    }

    double[][] weights() {
        return weights;
    }

    void set(double[][] found) {
        weights = found;
    }

    /**
     * Takes one ticket's sums.
     *
     * @param alike rows of the output from the top for which all tickets had the same input, if the others tell nothing yet
     * @return how the ticket shows the outputs
     */
    ChannelMap add(double[] canonicalInput, long[] sums, int alike) {
        double[][] rows = rows(canonicalInput);
        ChannelMap map = weights.length == 0 || logits
                ? ChannelMap.identity(output.channels())
                : match(rows, sums, alike * output.width());
        double[] seen = map.canonical(sums);
        for (int r = 0; r < rows.length; r++) {
            accumulate(rows[r], seen, r);
        }
        solve();
        return map;
    }

    private void accumulate(double[] row, double[] seen, int position) {
        for (int i = 0; i < unknowns; i++) {
            double value = row[i];
            double[] to = gram[i];
            for (int j = 0; j < unknowns; j++) {
                to[j] += value * row[j];
            }
            for (int o = 0; o < output.channels(); o++) {
                right[i][o] += value * seen[o * equations() + position];
            }
        }
    }

    private void solve() {
        RealMatrix matrix = new Array2DRowRealMatrix(gram);
        for (int i = 0; i < unknowns; i++) {
            matrix.addToEntry(i, i, RIDGE * (1 + gram[i][i]));
        }
        weights = new CholeskyDecomposition(matrix, 1e-6, 0)
                .getSolver()
                .solve(new Array2DRowRealMatrix(right))
                .transpose()
                .getData();
    }

    /** Sums for an input, {@code [output][position]}. */
    double[][] predict(double[] canonicalInput) {
        return predict(rows(canonicalInput));
    }

    private double[][] predict(double[][] rows) {
        double[][] out = new double[output.channels()][rows.length];
        for (int o = 0; o < out.length; o++) {
            for (int r = 0; r < rows.length; r++) {
                out[o][r] = Vectors.dot(weights[o], rows[r]);
            }
        }
        return out;
    }

    /** How a ticket shows the outputs, by what the fit so far predicts of the first rows. */
    ChannelMap match(double[] canonicalInput, long[] sums, int alike) {
        return match(rows(canonicalInput), sums, alike * output.width());
    }

    private ChannelMap match(double[][] rows, long[] sums, int places) {
        int count = output.channels();
        double[][] predicted = predict(rows);
        double[][] shown = new double[count][];
        for (int i = 0; i < count; i++) {
            int from = i * equations();
            shown[i] = Arrays.stream(sums, from, from + places).asDoubleStream().toArray();
            predicted[i] = Arrays.copyOf(predicted[i], places);
        }
        List<int[]> pairs = Vectors.pairs(shown, predicted);
        int[] channel = new int[count];
        double[] scale = new double[count];
        for (int[] pair : pairs) {
            channel[pair[0]] = pair[1];
            scale[pair[0]] = Vectors.dot(shown[pair[0]], predicted[pair[1]])
                    / Vectors.dot(predicted[pair[1]], predicted[pair[1]]);
        }
        return new ChannelMap(channel, scale);
    }

    /** What each output position reads, and the constant that its bias multiplies. */
    private double[][] rows(double[] map) {
        return IntStream.range(0, equations())
                .mapToObj(position -> row(map, position / output.width(), position % output.width()))
                .toArray(double[][]::new);
    }

    private double[] row(double[] map, int y, int x) {
        double[] out = new double[unknowns];
        int at = 0;
        for (int c = 0; c < input.channels(); c++) {
            for (int i = 0; i < term.kernelHeight(); i++) {
                for (int j = 0; j < term.kernelWidth(); j++) {
                    int row = y * term.stride() - term.padTop() + i;
                    int column = x * term.stride() - term.padLeft() + j;
                    boolean inside = row >= 0 && row < input.height() && column >= 0 && column < input.width();
                    out[at++] = inside ? map[(c * input.height() + row) * input.width() + column] : 0;
                }
            }
        }
        out[at] = one;
        return out;
    }
}
