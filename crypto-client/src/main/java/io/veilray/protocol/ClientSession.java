package io.veilray.protocol;

import io.veilray.he.Encryptor;
import io.veilray.he.HeParameters;
import io.veilray.he.NoiseBudget;
import io.veilray.he.SecretKey;
import io.veilray.he.SeededCiphertext;

/**
 * The client's keys for one session with a server.
 *
 * <p><b>Guarantees</b>: keys are fresh for each session and wiped by {@link #close}. <b>Does not guarantee</b> anything
 * about a server that computes something else: the result's correctness rests on the server's honesty.
 */
public final class ClientSession implements AutoCloseable {
    private final SecretKey key;
    private final SeededCiphertext publicKey;

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

    /** Begins the offline phase of one ticket. */
    public ClientPreparation prepare(NetworkPacking packing) {
        return new ClientPreparation(key, packing);
    }

    @Override
    public void close() {
        key.close();
    }
}
