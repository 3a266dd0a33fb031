package io.veilray.cloud.privacy;

import io.veilray.protocol.CloudException;
import io.veilray.protocol.LayerShape;
import io.veilray.protocol.LinearTerm;
import io.veilray.protocol.NetworkShape;
import io.veilray.protocol.TensorShape;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * What a client of masked mode finds out about the weights of a network without branches, query by query: passively, from
 * what an honest run of an image shows, or actively, by sending each layer an activation of its choice.
 */
final class WeightAttack {
    /** Output rows that get the same input in every query while a layer is not known yet: they tell channels apart. */
    private static final int ALIKE = 2;

    private final NetworkShape shape;
    private final List<LayerFit> fits;
    private final SplittableRandom random;
    private final long common;
    private int queries;

    WeightAttack(NetworkShape shape, long seed) {
        this.shape = shape;
        this.fits = IntStream.range(0, shape.rounds())
                .mapToObj(layer -> new LayerFit(shape, layer))
                .toList();
        this.random = new SplittableRandom(seed);
        this.common = seed;
    }

    List<LayerFit> fits() {
        return fits;
    }

    int queries() {
        return queries;
    }

    /** An honest run of an image; looks at the first layers. */
    void watch(Query query, long[] image, int layers) throws CloudException {
        queries++;
        long[] activation = image;
        ChannelMap map = ChannelMap.identity(shape.input().channels());
        for (int layer = 0; layer < layers; layer++) {
            long[] sums = query.sums(activation);
            map = fits.get(layer)
                    .add(
                            map.canonical(activation),
                            sums,
                            shape.layers().get(layer).linearOutput().height());
            activation = query.next(sums);
        }
    }

    /** Noise in place of every activation, up to the last layer but for logits without a map, which come one at a time. */
    void probe(Query query) throws CloudException {
        queries++;
        ChannelMap map = ChannelMap.identity(shape.input().channels());
        for (int layer = 0; layer < shape.rounds(); layer++) {
            LayerFit fit = fits.get(layer);
            if (fit.equations() == 1) {
                return;
            }
            long[] sent = map.shown(noise(layer));
            map = fit.add(map.canonical(sent), query.sums(sent), matched(layer));
        }
    }

    /** Whether one query gives fewer equations than the layer has unknowns. */
    private boolean poor(int layer) {
        return fits.get(layer).equations() < fits.get(layer).unknowns();
    }

    private int matched(int layer) {
        return poor(layer) ? ALIKE : shape.layers().get(layer).linearOutput().height();
    }

    /** Small enough that sums stay within the ring whatever the multipliers; the first layers' weights are the largest. */
    private double amplitude(int layer) {
        return Math.scalb(1.0, layer == 0 ? 6 : shape.ringBits() - 23);
    }

    private double[] noise(int layer) {
        LayerShape form = shape.layers().get(layer);
        LinearTerm term = form.terms().getFirst();
        TensorShape map = shape.tensor(layer);
        int alikeRows = poor(layer) && layer < shape.rounds() - 1
                ? (ALIKE - 1) * term.stride() - term.padTop() + term.kernelHeight()
                : 0;
        SplittableRandom same = new SplittableRandom(common + layer);
        double[] out = new double[map.size()];
        for (int i = 0; i < out.length; i++) {
            boolean alike = i / map.width() % map.height() < alikeRows;
            out[i] = ((alike ? same : random).nextDouble() * 2 - 1) * amplitude(layer);
        }
        return out;
    }

    /**
     * The weights of logits that have no map, two in each query: the sum of two integer weights of which one is taken
     * 2^(l/2) times; the first query asks with zeros, which gives the bias. Every layer before must be known.
     *
     * @param from the first of the weights that are asked for
     * @param found {@code [logit][unknown]}, written to
     */
    void ask(Query query, int from, double[][] found) throws CloudException {
        queries++;
        int last = shape.rounds() - 1;
        ChannelMap map = ChannelMap.identity(shape.input().channels());
        for (int layer = 0; layer < last; layer++) {
            long[] sent = map.shown(noise(layer));
            map = match(layer, map.canonical(sent), query.sums(sent));
        }
        int half = shape.ringBits() / 2;
        int unknowns = fits.get(last).unknowns();
        int area = shape.tensor(last).height() * shape.tensor(last).width();
        int[] entries = IntStream.range(from, Math.min(from + 2, unknowns - 1)).toArray();
        long[] activation = new long[unknowns - 1];
        double[] scales = new double[entries.length];
        for (int i = 0; i < entries.length; i++) {
            int position = position(map, entries[i] / area);
            activation[position * area + entries[i] % area] = 1L << i * half;
            scales[i] = map.scale()[position];
        }
        long[] sums = query.sums(activation);
        for (int o = 0; o < sums.length; o++) {
            read(sums[o], half, entries, scales, found[o]);
        }
    }

    private ChannelMap match(int layer, double[] input, long[] sums) {
        return fits.get(layer).match(input, sums, matched(layer));
    }

    private static int position(ChannelMap map, int channel) {
        return IntStream.range(0, map.channel().length)
                .filter(i -> map.channel()[i] == channel)
                .findFirst()
                .orElseThrow();
    }

    /** A sum without its bias, which is the last of what was found, taken apart. */
    private void read(long sum, int half, int[] entries, double[] scales, double[] found) {
        long bias = Math.round(found[found.length - 1] * (1L << shape.activationBits()));
        if (entries.length == 0) {
            found[found.length - 1] = Math.scalb((double) sum, -shape.activationBits());
            return;
        }
        long rest = sum - bias;
        long low = rest << 64 - half >> 64 - half;
        long[] weights = {low, rest - low >> half};
        for (int i = 0; i < entries.length; i++) {
            found[entries[i]] = weights[i] * scales[i];
        }
    }

    /** The logits of what was recovered, for an image in fixed point. */
    double[] logits(long[] image) {
        long[] activation = image;
        for (int layer = 0; layer < shape.rounds(); layer++) {
            double[][] sums = fits.get(layer)
                    .predict(ChannelMap.identity(shape.tensor(layer).channels()).canonical(activation));
            long[] rounded = java.util.Arrays.stream(sums)
                    .flatMapToDouble(java.util.Arrays::stream)
                    .mapToLong(Math::round)
                    .toArray();
            if (layer == shape.rounds() - 1) {
                long[] logits = shape.layers().get(layer).apply(rounded);
                return java.util.Arrays.stream(logits)
                        .mapToDouble(sum -> Math.scalb((double) sum, -shape.activationBits() - shape.weightBits()))
                        .toArray();
            }
            activation = shape.layers().get(layer).activation(rounded, shape.activationBits(), shape.weightBits());
        }
        throw new AssertionError("a network has a last layer");
    }
}
