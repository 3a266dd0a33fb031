package io.veilray.client;

import io.veilray.keys.KeyVault;
import io.veilray.region.Patch;
import io.veilray.wire.Endpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * A cloud endpoint that runs inside this process, for offline use and for comparison with the model in the clear. Front
 * ends reach its classifications through the wire like any other; it is found with {@link ServiceLoader} so that they
 * need no type of the stub.
 */
public interface LocalCloud {
    /** The stub beside this class, if there is one; whatever class loader the calling thread has. */
    static Optional<LocalCloud> find() {
        return ServiceLoader.load(LocalCloud.class, LocalCloud.class.getClassLoader())
                .findFirst();
    }

    /**
     * Starts serving on loopback.
     *
     * @param port 1 to 65535, or 0 for a free one
     * @param models a folder of ONNX files with their cards, or empty for the shipped models
     * @throws IOException if the port is taken or a model cannot be loaded; the message says which and why
     */
    Running start(int port, Optional<Path> models) throws IOException;

    /**
     * Starts serving for others: takes its time to stop, and tells how it is used.
     *
     * @throws IOException as {@link #start}, or if the identity or the policy cannot be used
     */
    Running serve(int port, Optional<Path> models, Listening how) throws IOException;

    /**
     * Where and as whom a server listens, and to whom.
     *
     * @param bind the address to listen on
     * @param vault holds its identity, and is closed with the server, also with one that does not start; empty for a fresh self-signed one
     * @param clientAuthoritiesPem whoever signs the certificates that clients must show; empty to ask for none
     * @param policy a file with what clients get; empty for the usual
     */
    record Listening(
            String bind, Optional<KeyVault> vault, Optional<String> clientAuthoritiesPem, Optional<Path> policy) {}

    /** Draws the synthetic sample scans that ship with the stub into a folder and returns the files. */
    List<Path> writeSamples(Path folder) throws IOException;

    /** A running local cloud. Closing it lets what runs be finished for a while, stops the server and drops all sessions. */
    interface Running extends AutoCloseable {
        Endpoint endpoint();

        List<String> modelIds();

        /** The same model in the clear: only for the comparison a user asked for, never part of a classification. */
        PlaintextReference plaintext(String modelId);

        /** How much room each layer's sums need, in the order of the layers. */
        List<SumNeed> needs(String modelId);

        /** Blocks until the server has stopped. */
        void awaitStop() throws InterruptedException;

        @Override
        void close();
    }

    /**
     * What the sums of a layer need.
     *
     * @param largest bound on a sum for any image
     * @param bits ring bits that this bound needs, as the model's mode computes it, sign included
     * @param proved whether the model's ring has them; if not, the card's calibration stands in
     */
    record SumNeed(String layer, double largest, int bits, boolean proved) {}

    /** Evaluates a model in the clear, on this computer. */
    interface PlaintextReference {
        /** Logits of the bit-exact fixed-point model without masking. */
        double[] fixedPointLogits(Patch patch);

        /** Logits of the float model. */
        double[] floatLogits(Patch patch);

        /** Derived bound on |private logit - fixed-point logit| for this patch in the model's mode, in logits; see docs/protocol.md. */
        double maskingBound(Patch patch);
    }
}
