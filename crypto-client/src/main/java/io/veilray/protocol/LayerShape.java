package io.veilray.protocol;

import java.util.Arrays;
import java.util.List;

/**
 * One joint step: a sum of convolutions computed under encryption, then the nonlinear operations on its result.
 *
 * @param name the layer's name in the model, for messages
 * @param terms the convolutions that are summed; more than one for a residual addition
 * @param linearOutput shape of the sum
 * @param nonlinear what follows, in order; after the last layer empty or a global average
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
    }

    /** Shape of the tensor this layer leaves with the client. */
    public TensorShape output() {
        TensorShape shape = linearOutput;
        for (Nonlinear operation : nonlinear) {
            shape = operation.output(shape);
        }
        return shape;
    }

    /** What the nonlinear operations make of the sums, a new array; what lies between is overwritten. */
    public long[] apply(long[] sums) {
        long[] values = sums.clone();
        TensorShape map = linearOutput;
        for (Nonlinear operation : nonlinear) {
            long[] next = operation.apply(values, map);
            Arrays.fill(values, 0);
            values = next;
            map = operation.output(map);
        }
        return values;
    }
}
