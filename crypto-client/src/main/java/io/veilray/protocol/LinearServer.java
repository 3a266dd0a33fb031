package io.veilray.protocol;

import io.veilray.he.Ciphertext;
import io.veilray.he.CompactCiphertext;
import io.veilray.he.Response;
import java.util.List;
import java.util.function.Supplier;

/**
 * The server's computation for one ticket: the same weights, bias and masks in both phases. Called on one thread at a
 * time. Wiped by close, which must wait for responses that are being computed.
 */
public interface LinearServer extends AutoCloseable {
    /** Offline: makes an encrypted mask ready for {@link #multiply}. */
    Ciphertext expand(CompactCiphertext mask);

    /**
     * Offline: W r - s for one tile of a layer, from the encrypted masks of all its uploads, in order. Each response is
     * computed when it is asked for, once, on any thread, at the same time as others.
     */
    List<Supplier<Response>> multiply(int layer, int tile, List<Ciphertext> masks);

    /**
     * Online: W u + b + s for one layer, modulo 2^l.
     *
     * @param activations masked tensors 0 to {@code layer}, elements in [0, 2^l)
     */
    long[] apply(int layer, List<long[]> activations);

    @Override
    void close();
}
