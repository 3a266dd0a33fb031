package io.veilray.imagej.options;

import io.veilray.keys.Identity;
import io.veilray.wire.Endpoint;
import io.veilray.wire.LoopbackTrust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Which cloud classifies.
 *
 * @param server {@code local} for the server inside ImageJ, or {@code HOST:PORT}
 * @param trust the file with the certificate to trust, or empty text
 * @param identity whether to show the client certificate of the key vault to a server that asks for one
 */
public record ServerChoice(String server, String trust, boolean identity) {
    public static final String LOCAL = "local";

    private static final long MAX_CERTIFICATE_BYTES = 1 << 16;

    /** One that is shown no certificate. */
    public ServerChoice(String server, String trust) {
        this(server, trust, false);
    }

    public boolean isLocal() {
        return server.equals(LOCAL);
    }

    /**
     * Where to connect; not for the local server.
     *
     * @param own shown to a server that asks for it
     * @throws IllegalArgumentException if the address is none
     * @throws IOException if the certificate cannot be read
     */
    public Endpoint endpoint(Optional<Identity> own) throws IOException {
        Endpoint endpoint = Endpoint.parse(server);
        Endpoint trusting =
                trust.isEmpty() ? LoopbackTrust.apply(endpoint) : endpoint.trusting(certificate(Path.of(trust)));
        return own.map(trusting::showing).orElse(trusting);
    }

    private static String certificate(Path file) throws IOException {
        if (!Files.isRegularFile(file) || Files.size(file) > MAX_CERTIFICATE_BYTES) {
            throw new IOException(
                    "trust=" + file + " is no certificate file: give a PEM file of the server or its issuer");
        }
        return Files.readString(file);
    }

    /** The text that stands in tables. */
    @Override
    public String toString() {
        return server;
    }

    /** @throws IllegalArgumentException if the address is none */
    void requireAddress() {
        if (!isLocal()) {
            Endpoint.parse(server);
        }
    }
}
