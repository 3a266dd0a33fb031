package io.veilray.cloud.model;

import io.veilray.protocol.LinearTerm;
import io.veilray.protocol.TensorShape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the nodes lowered so far have become: values by name, closed layers, the tensors that these leave with the client. */
final class Lowered {
    /** A value of the graph: a sum in the making or, if that is null, a tensor; with padding that a Pad node announced. */
    record Value(LinearSum sum, int tensor, TensorShape shape, boolean flat, int[] padding) {
        static Value of(LinearSum sum) {
            return new Value(sum, -1, sum.output(), false, new int[4]);
        }

        Value flattened() {
            return new Value(sum, tensor, shape, true, padding);
        }

        Value withFlat(Value other) {
            return other.flat() ? flattened() : this;
        }
    }

    /** Most weights that identities, groups and fused layers may need besides those of the file. */
    private static final int MAX_MADE_WEIGHTS = 1 << 24;

    private final Map<String, Integer> uses;
    private final Map<String, Value> values = new HashMap<>();
    private final List<LinearSum> layers = new ArrayList<>();
    private final List<TensorShape> tensors = new ArrayList<>();
    /** For what a Concat makes, the tensors it joins. */
    private final Map<String, List<Integer>> concatenated = new HashMap<>();

    private long madeWeights;

    Lowered(OnnxGraph graph) {
        this.uses = graph.uses();
        tensors.add(graph.inputShape());
        values.put(graph.input(), new Value(null, 0, graph.inputShape(), false, new int[4]));
    }

    /** Null if no node before made it. */
    Value find(String name) {
        return values.get(name);
    }

    void put(String name, Value value) {
        values.put(name, value);
    }

    TensorShape tensor(int index) {
        return tensors.get(index);
    }

    boolean readOnce(String name) {
        return uses.getOrDefault(name, 0) == 1;
    }

    /** The value's sum if it is one still and only the asking node reads it, so that the node may change it. */
    Optional<LinearSum> own(String name) {
        Value value = values.get(name);
        return value.sum() != null && readOnce(name) ? Optional.of(value.sum()) : Optional.empty();
    }

    /** The same for a node that may read it more than once, as a value times itself does. */
    Optional<LinearSum> own(String name, OnnxNode reader) {
        long reads = reader.inputs().stream().filter(name::equals).count();
        Value value = values.get(name);
        return value.sum() != null && uses.get(name) == reads ? Optional.of(value.sum()) : Optional.empty();
    }

    boolean isConcatenation(String name) {
        return concatenated.containsKey(name);
    }

    boolean hasRoom(long weights) {
        return weights <= MAX_MADE_WEIGHTS - madeWeights;
    }

    void makeRoom(OnnxNode node, long weights) throws ModelException {
        madeWeights += weights;
        if (madeWeights > MAX_MADE_WEIGHTS) {
            throw node.refusal(
                    "brings the weights that the file does not hold itself to " + madeWeights,
                    "at most " + MAX_MADE_WEIGHTS + " are allowed; use fewer channels, groups or residual additions");
        }
    }

    /** The tensor that a value is, closing its layer if it is still in the making. */
    int close(String name) {
        Value value = values.get(name);
        if (value.sum() == null) {
            return value.tensor();
        }
        layers.add(value.sum());
        tensors.add(value.shape());
        int tensor = layers.size();
        values.put(name, new Value(null, tensor, value.shape(), value.flat(), value.padding()));
        return tensor;
    }

    /** The tensors whose channels, one after another, are the value: several after a Concat, else one. */
    List<Integer> parts(String name) {
        List<Integer> parts = concatenated.get(name);
        return parts == null ? List.of(close(name)) : parts;
    }

    /** Tensors one after another under a name; what cannot read them apart gets their sum of embeddings. */
    LinearSum concatenate(OnnxNode node, List<Integer> parts) throws ModelException {
        concatenated.put(node.output(), List.copyOf(parts));
        return embedding(node, parts);
    }

    /** Tensors as they are, one after another. */
    LinearSum embedding(OnnxNode node, List<Integer> parts) throws ModelException {
        int channels =
                parts.stream().mapToInt(part -> tensors.get(part).channels()).sum();
        makeRoom(node, (long) channels * channels);
        List<LinearSum.Term> terms = new ArrayList<>();
        TensorShape map = tensors.get(parts.getFirst());
        int first = 0;
        for (int part : parts) {
            int own = tensors.get(part).channels();
            float[] kernel = Kernels.embedding(channels, first, own);
            terms.add(new LinearSum.Term(new LinearTerm(part, 1, 1, 1, 0, 0), own, kernel));
            first += own;
        }
        TensorShape sums = new TensorShape(channels, map.height(), map.width());
        return new LinearSum(node.name(), terms, new float[channels], sums, List.of());
    }

    /** All layers and a last one, by names of their own, since calibration goes by name. */
    List<LinearSum> layersAnd(LinearSum last) {
        layers.add(last);
        Set<String> taken = new HashSet<>();
        List<LinearSum> named = new ArrayList<>();
        for (LinearSum layer : layers) {
            String name = layer.name();
            for (int i = 2; !taken.add(name); i++) {
                name = layer.name() + " #" + i;
            }
            named.add(layer.named(name));
        }
        return named;
    }
}
