package io.veilray.cloud.nonlinear;

import io.veilray.protocol.NetworkShape;
import io.veilray.protocol.NonlinearMode;
import io.veilray.protocol.TensorShape;
import io.veilray.ring.Purpose;
import io.veilray.ring.Sampler;
import io.veilray.ring.Seed;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything random about the linear part of one ticket on the server, rebuilt from its seed: the masks s, and in masked
 * mode multipliers, channel orders and the masking noise.
 *
 * <p><b>Guarantees</b>: fresh for every seed, the same for equal seeds, {@link #close} wipes multipliers and orders.
 * <b>Does not guarantee</b> secrecy of the model in masked mode: a client sees signs and scaled magnitudes (DESIGN section 6). It makes
 * two tickets look different and hides the scale of a channel within [1, 2^B), no more.
 */
public final class TicketMasking implements AutoCloseable {
    private final NetworkShape shape;
    private final Seed seed;
    private final Sampler sampler = new Sampler();
    private final List<ChannelMasking> tensors = new ArrayList<>();

    /** @param seed of the ticket; owned by this object from here on */
    public TicketMasking(NetworkShape shape, Seed seed) {
        this.shape = shape;
        this.seed = seed;
        tensors.add(ChannelMasking.none(shape.input().channels()));
        for (int layer = 0; layer < shape.rounds(); layer++) {
            int channels = shape.layers().get(layer).linearOutput().channels();
            boolean plain = layer == shape.rounds() - 1 || shape.mode() != NonlinearMode.MASKED;
            tensors.add(plain ? ChannelMasking.none(channels) : draw(layer, channels));
        }
    }

    /** Multipliers log-uniform in [1, 2^B); order by Fisher and Yates. */
    private ChannelMasking draw(int layer, int channels) {
        ChannelMasking masking = ChannelMasking.none(channels);
        sampler.reseed(seed, Purpose.MULTIPLIERS, layer);
        for (int i = 0; i < channels; i++) {
            masking.multipliers()[i] = Math.pow(2, shape.multiplierBits() * sampler.uniformUnit());
        }
        sampler.reseed(seed, Purpose.PERMUTATION, layer);
        int[] order = masking.order();
        for (int i = channels - 1; i > 0; i--) {
            int j = sampler.uniformBelow(i + 1);
            int kept = order[i];
            order[i] = order[j];
            order[j] = kept;
        }
        return masking;
    }

    /** Tensor 0 is the input, tensor i + 1 what layer i makes. */
    public ChannelMasking tensor(int index) {
        return tensors.get(index);
    }

    /** s of a layer: uniform ring elements, one for each of its sums. */
    public long[] masks(int layer) {
        long[] out = new long[shape.layers().get(layer).linearOutput().size()];
        sampler.reseed(seed, Purpose.MASK, layer).uniformBits(out, shape.ringBits());
        return out;
    }

    /**
     * Integers uniform among those below the channel's multiplier in magnitude, so that sums are not exact multiples of
     * anything; zeros for the logits, and everywhere where the mode is not masked.
     */
    public long[] noise(int layer) {
        TensorShape sums = shape.layers().get(layer).linearOutput();
        long[] out = new long[sums.size()];
        if (layer == shape.rounds() - 1 || shape.mode() != NonlinearMode.MASKED) {
            return out;
        }
        sampler.reseed(seed, Purpose.MASKING_NOISE, layer);
        double[] multipliers = tensor(layer + 1).multipliers();
        int area = sums.height() * sums.width();
        for (int i = 0; i < out.length; i++) {
            int most = (int) Math.ceil(multipliers[i / area]) - 1;
            out[i] = sampler.uniformBelow(2 * most + 1) - most;
        }
        return out;
    }

    @Override
    public void close() {
        seed.close();
        sampler.close();
        tensors.forEach(ChannelMasking::wipe);
    }
}
