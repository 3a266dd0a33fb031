package io.veilray.wire;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a server that this user runs on this computer leaves its certificate, so that the same user's front ends trust
 * it without being told. Only the names of loopback count: a certificate found here never vouches for another machine.
 */
public final class LoopbackTrust {
    private static final long MAX_CERTIFICATE_BYTES = 1 << 16;

    private LoopbackTrust() {}

    /** The file for the server at that port: {@code servers/<port>.pem} in the {@link #home}. */
    public static Path file(int port) {
        return home().resolve("servers").resolve(port + ".pem");
    }

    /** The endpoint with the certificate of this user's own server at that port, if it is on loopback and has one. */
    public static Endpoint apply(Endpoint endpoint) {
        if (endpoint.trustedCertificatePem().isPresent() || !isLoopback(endpoint.host())) {
            return endpoint;
        }
        Path file = file(endpoint.port());
        try {
            return Files.isRegularFile(file) && Files.size(file) <= MAX_CERTIFICATE_BYTES
                    ? endpoint.trusting(Files.readString(file))
                    : endpoint;
        } catch (IOException e) {
            return endpoint; // then the connection fails as untrusted, with a sentence of its own
        }
    }

    /** For whoever starts a server: where its certificate lies, or what to do if it could not be left there. */
    public static String whereabouts(Endpoint own) {
        Path file = file(own.port());
        boolean found = apply(new Endpoint("localhost", own.port(), Optional.empty()))
                .trustedCertificatePem()
                .equals(own.trustedCertificatePem());
        return found
                ? "certificate " + file
                : "but its certificate could not be written to " + file + " and no client will trust it: set"
                        + " VEILRAY_HOME to a folder of yours and start it again";
    }

    /** Judges the name alone and asks no name server. */
    public static boolean isLoopback(String host) {
        return host.equalsIgnoreCase("localhost")
                || host.matches("127(\\.\\d{1,3}){3}")
                || host.equals("::1")
                || host.equals("0:0:0:0:0:0:0:1");
    }

    /**
     * This user's folder: what the system property {@code veilray.home} names, else the variable {@code VEILRAY_HOME},
     * else {@code ~/.veilray}.
     */
    public static Path home() {
        String property = System.getProperty("veilray.home", "");
        String variable = System.getenv().getOrDefault("VEILRAY_HOME", "");
        if (!property.isBlank()) {
            return Path.of(property);
        }
        return variable.isBlank() ? Path.of(System.getProperty("user.home"), ".veilray") : Path.of(variable);
    }
}
