package io.veilray.wire;

import java.util.Optional;

/**
 * Where a cloud endpoint is and which certificate it must show.
 *
 * @param trustedCertificatePem the server's certificate or its issuer's, PEM; empty to trust what the JDK trusts
 */
public record Endpoint(String host, int port, Optional<String> trustedCertificatePem) {
    public Endpoint {
        if (host.isBlank() || port < 1 || port > 65535) {
            throw new IllegalArgumentException(
                    "server \"" + host + ":" + port + "\": must be HOST:PORT with a port from 1 to 65535");
        }
    }

    /** Reads {@code HOST:PORT}; an IPv6 address stands in brackets. */
    public static Endpoint parse(String text) {
        int colon = text.lastIndexOf(':');
        try {
            if (colon > 0) {
                String host = text.substring(0, colon).replaceAll("^\\[|]$", "");
                return new Endpoint(host, Integer.parseInt(text.substring(colon + 1)), Optional.empty());
            }
        } catch (NumberFormatException e) {
            // falls through to the one message below
        }
        throw new IllegalArgumentException("server \"" + text + "\": must be HOST:PORT, such as localhost:50051");
    }

    public Endpoint trusting(String certificatePem) {
        return new Endpoint(host, port, Optional.of(certificatePem));
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
