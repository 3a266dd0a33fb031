package io.veilray.protocol;

import io.veilray.he.CompactCiphertext;
import io.veilray.he.Response;
import java.util.List;

/** The server's computation for one ticket: the same weights, bias and masks in both phases. Wiped by close. */
public interface LinearServer extends AutoCloseable {
    /** Offline: W r - s for one tile of a layer, from the encrypted masks of all its uploads, in order. */
    List<Response> multiply(int layer, int tile, List<CompactCiphertext> masks);

    /**
     * Online: W u + b + s for one layer, modulo 2^l.
     *
     * @param activations masked tensors 0 to {@code layer}, elements in [0, 2^l)
     */
    long[] apply(int layer, List<long[]> activations);

    @Override
    void close();
}
