package io.veilray.cloud.model;

import io.veilray.protocol.LinearTerm;
import io.veilray.protocol.Nonlinear;
import io.veilray.protocol.PoolWindow;
import io.veilray.protocol.TensorShape;
import java.util.ArrayList;
import java.util.List;

/**
 * Class activation maps under the protocol: a network that ends in ReLU, global average and dense is turned into one that
 * applies the dense layer at every position and averages afterwards. Both are linear, so the logits stay the same, and the
 * sums of the last layer are a map of what each position adds to them.
 *
 * <p>Source: Zhou, Khosla, Lapedriza, Oliva, Torralba, "Learning Deep Features for Discriminative Localization" (CVPR
 * 2016), section 2. The bias is part of every position here, so that the mean of the map is the logit.
 */
final class Evidence {
    private Evidence() {}

    /** The layers with dense and average exchanged. */
    static List<LinearSum> perPosition(List<LinearSum> layers) throws ModelException {
        LinearSum dense = layers.getLast();
        int pooled = layers.size() - 1;
        if (!possible(layers)) {
            throw new ModelException(
                    "the card asks for evidence, which needs a network that ends in ReLU, global average"
                            + " pooling and one dense layer: leave \"evidence\" out or change the network");
        }
        LinearSum before = layers.get(pooled - 1);
        List<Nonlinear> operations =
                before.operations().subList(0, before.operations().size() - 1);
        LinearSum unpooled = new LinearSum(before.name(), before.terms(), before.bias(), before.sums(), operations);
        TensorShape map = unpooled.output();
        TensorShape sums = new TensorShape(dense.sums().channels(), map.height(), map.width());
        List<LinearSum> out = new ArrayList<>(layers.subList(0, pooled - 1));
        out.add(unpooled);
        out.add(new LinearSum(
                dense.name(),
                dense.terms(),
                dense.bias(),
                sums,
                List.of(new Nonlinear.AveragePool(PoolWindow.global(sums), false))));
        return out;
    }

    /** Whether the network ends in ReLU, global average and dense. */
    static boolean possible(List<LinearSum> layers) {
        LinearSum dense = layers.getLast();
        int pooled = layers.size() - 1;
        return pooled > 0
                && dense.terms().size() == 1
                && dense.terms().getFirst().shape().equals(new LinearTerm(pooled, 1, 1, 1, 0, 0))
                && dense.linear()
                && averaged(layers.get(pooled - 1));
    }

    /**
     * A last layer whose weights on a map are the same at every position, a mean by another name, as one weight a channel
     * and the mean of what that gives: the logits stay, and the weights, larger by the map's area, keep more of their
     * precision in fixed point. So it is after a square, which cannot be followed by the mean itself. Any other network as
     * it is.
     */
    static List<LinearSum> means(List<LinearSum> all) {
        List<LinearSum> layers = joined(all);
        LinearSum last = layers.getLast();
        LinearTerm read = last.terms().getFirst().shape();
        boolean mean = last.linear()
                && last.terms().size() == 1
                && last.sums().height() * last.sums().width() == 1
                && read.tensor() > 0
                && layers.get(read.tensor() - 1).squared()
                && read.padTop() + read.padLeft() == 0
                && isMean(last.terms().getFirst(), layers.get(read.tensor() - 1).output());
        if (!mean) {
            return layers;
        }
        TensorShape map = layers.get(read.tensor() - 1).output();
        TensorShape sums = new TensorShape(last.sums().channels(), map.height(), map.width());
        LinearSum.Term term = last.terms().getFirst();
        int area = map.height() * map.width();
        float[] kernel = new float[term.kernel().length / area];
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] = term.kernel()[i * area] * area;
        }
        LinearTerm pointwise = new LinearTerm(read.tensor(), 1, 1, 1, 0, 0);
        List<LinearSum> out = new ArrayList<>(layers.subList(0, layers.size() - 1));
        out.add(new LinearSum(
                last.name(),
                List.of(new LinearSum.Term(pointwise, term.channels(), kernel)),
                last.bias(),
                sums,
                List.of(new Nonlinear.AveragePool(PoolWindow.global(sums), false))));
        return out;
    }

    /** The last two as one if the first of them is linear and the second reads nothing but that, position by position. */
    private static List<LinearSum> joined(List<LinearSum> layers) {
        LinearSum last = layers.getLast();
        int before = layers.size() - 1;
        LinearTerm pointwise = new LinearTerm(before, 1, 1, 1, 0, 0);
        if (before == 0
                || !layers.get(before - 1).linear()
                || last.terms().size() > 1
                || !last.terms().getFirst().shape().equals(pointwise)) {
            return layers;
        }
        List<LinearSum> out = new ArrayList<>(layers.subList(0, before - 1));
        float[] kernel = last.terms().getFirst().kernel();
        out.add(LayerFusion.mixed(layers.get(before - 1), last.name(), kernel, last.bias(), 1, last.sums()));
        return out;
    }

    private static boolean isMean(LinearSum.Term term, TensorShape map) {
        int area = map.height() * map.width();
        boolean whole =
                term.shape().kernelHeight() == map.height() && term.shape().kernelWidth() == map.width() && area > 1;
        for (int i = 0; whole && i < term.kernel().length; i++) {
            whole = term.kernel()[i] == term.kernel()[i - i % area];
        }
        return whole;
    }

    /** Whether a layer ends in an average over its whole map. */
    private static boolean averaged(LinearSum layer) {
        if (layer.operations().isEmpty() || !(layer.operations().getLast() instanceof Nonlinear.AveragePool pool)) {
            return false;
        }
        TensorShape map = layer.sums();
        for (Nonlinear operation :
                layer.operations().subList(0, layer.operations().size() - 1)) {
            map = operation.output(map);
        }
        return pool.window().equals(PoolWindow.global(map));
    }
}
