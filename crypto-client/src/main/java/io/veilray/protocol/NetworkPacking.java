package io.veilray.protocol;

import io.veilray.he.HeParameters;
import io.veilray.he.NoiseBudget;
import io.veilray.packing.ConvInput;
import io.veilray.packing.ConvPacking;
import io.veilray.packing.ConvShape;
import io.veilray.packing.Tile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How every layer of a network is packed; both sides derive the same one, so messages need no layout of their own. */
public final class NetworkPacking {
    private final NetworkShape shape;
    private final HeParameters parameters;
    private final NoiseBudget budget;
    private final List<ConvPacking> layers = new ArrayList<>();
    /** Made when it is asked for, by several threads if they will. */
    private volatile @Nullable Map<Integer, List<Integer>> freeCounts;

    /** @throws IllegalArgumentException naming the layer if it cannot be packed */
    public NetworkPacking(NetworkShape shape, HeParameters parameters) {
        this.shape = shape;
        this.parameters = parameters;
        this.budget = NoiseBudget.of(parameters, shape.ringBits(), shape.mode().floodRatioBits());
        for (LayerShape layer : shape.layers()) {
            try {
                layers.add(ConvPacking.plan(convolution(shape, layer), parameters.degree()));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("layer " + layer.name() + ": " + e.getMessage(), e);
            }
        }
    }

    private static ConvShape convolution(NetworkShape shape, LayerShape layer) {
        TensorShape output = layer.linearOutput();
        return new ConvShape(
                layer.terms().stream().map(term -> input(shape, term)).toList(),
                output.channels(),
                output.height(),
                output.width());
    }

    private static ConvInput input(NetworkShape shape, LinearTerm term) {
        TensorShape tensor = shape.tensor(term.tensor());
        return new ConvInput(
                tensor.channels(),
                tensor.height(),
                tensor.width(),
                term.kernelHeight(),
                term.kernelWidth(),
                term.stride(),
                term.padTop(),
                term.padLeft());
    }

    public NetworkShape shape() {
        return shape;
    }

    public HeParameters parameters() {
        return parameters;
    }

    public ConvPacking layer(int index) {
        return layers.get(index);
    }

    /** Widths and noise of its responses. */
    public NoiseBudget budget() {
        return budget;
    }

    /** Free coefficients of a layer's uploads, in their order. */
    int[] freeCounts(int layer) {
        if (freeCounts == null) {
            FreeCoefficients free = new FreeCoefficients(this);
            freeCounts = places(Tile::uploads).stream()
                    .collect(Collectors.groupingBy(
                            Place::layer, Collectors.mapping(place -> free.next(place).length, Collectors.toList())));
        }
        return freeCounts.get(layer).stream().mapToInt(Integer::intValue).toArray();
    }

    /** Encrypted polynomials up for one ticket. */
    public int uploads() {
        return layers.stream().mapToInt(ConvPacking::uploads).sum();
    }

    /** Responses down for one ticket. */
    public int responses() {
        return layers.stream().mapToInt(ConvPacking::responses).sum();
    }

    /** A place in the fixed order of offline messages: layer by layer, tile by tile, index by index. */
    record Place(int layer, int tile, int index) {
        @Override
        public String toString() {
            return "layer " + layer + ", tile " + tile + ", index " + index;
        }
    }

    /** The order of one kind of message. */
    List<Place> places(java.util.function.ToIntFunction<Tile> countInTile) {
        List<Place> out = new ArrayList<>();
        for (int layer = 0; layer < layers.size(); layer++) {
            List<Tile> tiles = layers.get(layer).tiles();
            for (int tile = 0; tile < tiles.size(); tile++) {
                for (int i = 0; i < countInTile.applyAsInt(tiles.get(tile)); i++) {
                    out.add(new Place(layer, tile, i));
                }
            }
        }
        return out;
    }
}
