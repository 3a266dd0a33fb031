package io.veilray.cloud.compute;

import io.veilray.cloud.service.ServedModel;
import io.veilray.cloud.work.Crew;
import io.veilray.he.Ciphertext;
import io.veilray.he.CompactCiphertext;
import io.veilray.he.HeParameters;
import io.veilray.he.Response;
import io.veilray.he.SeededCiphertext;
import io.veilray.opinion.OpinionRule;
import io.veilray.protocol.LinearServer;
import io.veilray.protocol.ModelInfo;
import io.veilray.protocol.NetworkPacking;
import io.veilray.protocol.NetworkShape;
import io.veilray.region.InputSpec;
import io.veilray.region.Patch;
import io.veilray.region.Region;
import io.veilray.ring.Seed;
import io.veilray.share.FixedPoint;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * A real model with every kind of layer and without multipliers, so that its logits are known to the last bit; says how
 * many of its computations are open, and can be told to wait in a layer.
 */
public final class WireModel implements ServedModel {
    /** Called before every layer of the online phase. */
    public interface BeforeLayer {
        void pass(int layer);
    }

    private final String id;
    private final NetworkShape shape;
    private final List<LayerWeights> weights;
    private final LinearModel linear;
    private final AtomicInteger open = new AtomicInteger();

    /** Set by tests. */
    public volatile BeforeLayer beforeLayer = layer -> {};

    /** Set by tests; called by the worker that computes a product, before each one. */
    public volatile Runnable beforeProduct = () -> {};

    /** Set by tests; called before the computation of a ticket is made, offline and online. */
    public volatile Runnable beforeTicket = () -> {};

    /** In masked mode. */
    public WireModel() {
        this("every-layer", RandomNetworks.everyLayer(37, 0));
    }

    WireModel(String id, NetworkShape shape) {
        this.id = id;
        this.shape = shape;
        this.weights = RandomNetworks.weights(shape, 7);
        this.linear = new LinearModel(shape, weights);
    }

    /** In strict mode, under the id of the same card. */
    public static WireModel strict() {
        return new WireModel("every-layer-strict", RandomNetworks.everyStrictLayer(37));
    }

    @Override
    public ModelInfo info() {
        return new ModelInfo(
                id,
                "1",
                "Every layer",
                List.of("a", "b", "c"),
                new InputSpec(1, shape.input().height(), shape.input().width(), Optional.empty()),
                shape,
                OpinionRule.UNMEASURED,
                "",
                "",
                "");
    }

    /** A seeded patch of the model's size. */
    public Patch patch(long seed) {
        int height = shape.input().height();
        int width = shape.input().width();
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[height * width];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble();
        }
        return new Patch(1, height, width, values, new Region(0, 0, width, height));
    }

    /** The logits by definition. */
    public double[] logits(Patch patch) {
        return PlainFixedPoint.logits(shape, weights, new FixedPoint(shape.activationBits()).encode(patch.values()));
    }

    /** How far strict logits may be from those by definition. */
    public double strictBound() {
        return ProvedStrictBound.of(shape, weights);
    }

    /** Computations that were begun and not closed. */
    public int open() {
        return open.get();
    }

    @Override
    public NetworkPacking packing(HeParameters parameters) {
        return linear.packing(parameters);
    }

    @Override
    public LinearServer forTicket(Seed seed, HeParameters parameters, SeededCiphertext publicKey, Crew crew) {
        beforeTicket.run();
        LinearServer server = linear.forTicket(seed, parameters, publicKey, crew);
        open.incrementAndGet();
        return new LinearServer() {
            @Override
            public Ciphertext expand(CompactCiphertext mask) {
                return server.expand(mask);
            }

            @Override
            public List<Supplier<Response>> multiply(int layer, int tile, List<Ciphertext> masks) {
                return server.multiply(layer, tile, masks).stream()
                        .<Supplier<Response>>map(product -> () -> {
                            beforeProduct.run();
                            return product.get();
                        })
                        .toList();
            }

            @Override
            public long[] apply(int layer, List<long[]> activations) {
                beforeLayer.pass(layer);
                return server.apply(layer, activations);
            }

            @Override
            public void close() {
                open.decrementAndGet();
                server.close();
            }
        };
    }
}
