package io.veilray.protocol;

import io.veilray.share.FixedPoint;
import java.util.Arrays;
import java.util.List;

/**
 * One joint step: a sum of convolutions computed under encryption, then the nonlinear operations on its result.
 *
 * @param name the layer's name in the model, for messages
 * @param terms the convolutions that are summed; more than one for a residual addition
 * @param linearOutput shape of the sum
 * @param nonlinear what follows, in order; after the last layer empty or a global average; a square only at the end
 */
public record LayerShape(String name, List<LinearTerm> terms, TensorShape linearOutput, List<Nonlinear> nonlinear) {
    /** Largest number of summed terms. */
    public static final int MAX_TERMS = 16;

    public LayerShape {
        terms = List.copyOf(terms);
        nonlinear = List.copyOf(nonlinear);
        if (terms.isEmpty() || terms.size() > MAX_TERMS || nonlinear.size() > MAX_TERMS) {
            throw new IllegalArgumentException("layer " + name + " has " + terms.size() + " terms and "
                    + nonlinear.size() + " nonlinear operations: 1 to " + MAX_TERMS + " and at most " + MAX_TERMS);
        }
        for (int i = 0; i < nonlinear.size() - 1; i++) {
            if (nonlinear.get(i) instanceof Nonlinear.Square) {
                throw new IllegalArgumentException(
                        "layer " + name + " goes on after a square: a square must be the last operation of its layer");
            }
        }
    }

    /** Whether the layer ends in a square. */
    public boolean squares() {
        return !nonlinear.isEmpty() && nonlinear.getLast() instanceof Nonlinear.Square;
    }

    /** The operations that are done on sums before they are rescaled: all but a square. */
    public List<Nonlinear> onSums() {
        return nonlinear.subList(0, nonlinear.size() - (squares() ? 1 : 0));
    }

    /** Shape of the tensor this layer leaves with the client. */
    public TensorShape output() {
        TensorShape shape = linearOutput;
        for (Nonlinear operation : nonlinear) {
            shape = operation.output(shape);
        }
        return shape;
    }

    /**
     * The tensor with f fractional bits that sums with f + g become, a new array; what lies between is overwritten. With p
     * for the operations but the square, y = rescale(p(x), g), rounded to nearest; a layer that squares goes on to z =
     * rescale(y y, f). So the square is taken of a number of f fractional bits, and two roundings separate z from the
     * square of the sum: y is within half a unit of p(x), z within half a unit of y^2.
     */
    public long[] activation(long[] sums, int activationBits, int weightBits) {
        long[] values = apply(sums);
        for (int i = 0; i < values.length; i++) {
            long y = FixedPoint.rescale(values[i], weightBits);
            values[i] = squares() ? FixedPoint.rescale(Math.multiplyExact(y, y), activationBits) : y;
        }
        return values;
    }

    /**
     * What the nonlinear operations make of the sums, with their f + g fractional bits, a new array; what lies between is
     * overwritten. A square at the end is left to {@link #activation}.
     */
    public long[] apply(long[] sums) {
        long[] values = sums.clone();
        TensorShape map = linearOutput;
        for (Nonlinear operation : onSums()) {
            long[] next = operation.apply(values, map);
            Arrays.fill(values, 0);
            values = next;
            map = operation.output(map);
        }
        return values;
    }
}
