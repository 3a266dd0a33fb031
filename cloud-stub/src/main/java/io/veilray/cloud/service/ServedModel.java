package io.veilray.cloud.service;

import io.veilray.cloud.work.Crew;
import io.veilray.he.HeParameters;
import io.veilray.he.SeededCiphertext;
import io.veilray.protocol.LinearServer;
import io.veilray.protocol.ModelInfo;
import io.veilray.protocol.NetworkPacking;
import io.veilray.ring.Seed;

/** A loaded model as the service needs it. Safe for use by several threads. */
public interface ServedModel {
    /** What clients are told. */
    ModelInfo info();

    /** How it is packed for those parameters; the same object for the same parameters. */
    NetworkPacking packing(HeParameters parameters);

    /**
     * The computation of one ticket. Called once offline and once online with the same seed, possibly on different
     * threads; both must draw the same multipliers, permutations and masks from it.
     *
     * @param seed owned by the computation from here on, and closed with it
     * @param crew shares out the work of large layers online
     */
    LinearServer forTicket(Seed seed, HeParameters parameters, SeededCiphertext publicKey, Crew crew);

    /** The same on the calling thread alone. */
    default LinearServer forTicket(Seed seed, HeParameters parameters, SeededCiphertext publicKey) {
        return forTicket(seed, parameters, publicKey, Crew.CALLER);
    }
}
