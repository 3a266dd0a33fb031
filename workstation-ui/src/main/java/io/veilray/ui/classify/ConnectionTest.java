package io.veilray.ui.classify;

import io.veilray.protocol.CloudException;
import io.veilray.tls.SeenConnection;
import io.veilray.wire.CloudChannel;
import io.veilray.wire.Endpoint;
import io.veilray.wire.Limits;
import io.veilray.wire.LoopbackTrust;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * What a look at a server found.
 *
 * @param failure why it cannot be used; empty if it can
 * @param roundTripMs of one question over the open connection
 */
public record ConnectionTest(
        CloudTarget target,
        Optional<Failure> failure,
        Optional<TlsIdentity> identity,
        int protocolVersion,
        int models,
        double roundTripMs) {

    /** Asks the server over a connection of its own, in the background; sends nothing but the question what it offers. */
    public static CompletableFuture<ConnectionTest> of(Endpoint server) {
        CompletableFuture<ConnectionTest> found = new CompletableFuture<>();
        Thread.ofVirtual().name("veilray-test").start(() -> {
            try {
                found.complete(look(server));
            } catch (RuntimeException | Error e) {
                found.complete(failed(CloudTarget.at(server), Failure.of(e)));
            }
        });
        return found;
    }

    private static ConnectionTest look(Endpoint server) {
        SeenConnection observer = new SeenConnection();
        try (CloudChannel channel = CloudChannel.open(LoopbackTrust.apply(server), Limits.DEFAULT, observer)) {
            channel.listModels();
            long start = System.nanoTime();
            int models = channel.listModels().size();
            double millis = (System.nanoTime() - start) / 1e6;
            return new ConnectionTest(
                    CloudTarget.at(server),
                    Optional.empty(),
                    observer.facts().map(TlsIdentity::new),
                    CloudChannel.PROTOCOL_VERSION,
                    models,
                    millis);
        } catch (CloudException e) {
            return failed(CloudTarget.at(server), Failure.of(e, CloudTarget.at(server)));
        }
    }

    static ConnectionTest failed(CloudTarget target, Failure failure) {
        return new ConnectionTest(target, Optional.of(failure), Optional.empty(), 0, 0, 0);
    }

    /** The same with another name for where it looked. */
    ConnectionTest at(CloudTarget other) {
        return new ConnectionTest(other, failure, identity, protocolVersion, models, roundTripMs);
    }
}
