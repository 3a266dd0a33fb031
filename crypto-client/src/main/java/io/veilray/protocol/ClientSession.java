package io.veilray.protocol;

import io.veilray.he.Encryptor;
import io.veilray.he.HeParameters;
import io.veilray.he.NoiseBudget;
import io.veilray.he.SecretKey;
import io.veilray.he.SeededCiphertext;
import io.veilray.ot.Transfers;
import io.veilray.protocol.SessionTransfers.Ends;

/**
 * The client's keys for one session with a server and, once strict mode needs them, its random transfers. Safe for use by
 * several threads.
 *
 * <p><b>Guarantees</b>: keys are fresh for each session and wiped by {@link #close}. <b>Does not guarantee</b> anything
 * about a server that computes something else: the result's correctness rests on the server's honesty.
 */
public final class ClientSession implements AutoCloseable {
    private final SecretKey key;
    private final SeededCiphertext publicKey;
    private final SessionTransfers transfers = new SessionTransfers(() -> Ends.of(Transfers.ofClient()));

    public ClientSession(HeParameters parameters) {
        key = SecretKey.generate(parameters);
        // a public key carries no message: any budget does
        NoiseBudget budget = NoiseBudget.of(parameters, 16, NonlinearMode.MASKED.floodRatioBits());
        try (Encryptor encryptor = new Encryptor(key, budget)) {
            publicKey = encryptor.publicKey();
        }
    }

    /** What the server needs to re-randomise its responses; travels once. */
    public SeededCiphertext publicKey() {
        return publicKey;
    }

    /**
     * Begins the offline phase of one ticket. In strict mode one preparation holds the session's transfers until it is
     * closed; another one waits here for that, so a thread must close its own before it begins the next.
     *
     * @throws CloudException CANCELLED if the thread is interrupted while it waits, LOST if the session is closed
     */
    public ClientPreparation prepare(NetworkPacking packing) throws CloudException {
        if (!packing.shape().mode().shared()) {
            return new ClientPreparation(key, packing, null);
        }
        TransfersLease lease = transfers.await();
        try {
            return new ClientPreparation(key, packing, lease);
        } catch (RuntimeException | Error e) { // without memory, too, the next one must not wait for ever
            lease.close();
            throw e;
        }
    }

    @Override
    public void close() {
        key.close();
        transfers.close();
    }
}
