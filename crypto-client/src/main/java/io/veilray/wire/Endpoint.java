package io.veilray.wire;

import io.veilray.keys.Identity;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/**
 * Where a cloud endpoint is, which certificate it must show and what is shown to it.
 *
 * @param trustedCertificatePem the server's certificate or its issuer's, PEM; empty to trust what the JDK trusts
 * @param identity shown to a server that asks for it
 */
public record Endpoint(String host, int port, Optional<String> trustedCertificatePem, Optional<Identity> identity) {
    private static final String ALLOWED =
            "must be HOST:PORT, a name of letters, digits, hyphens and dots, an IPv4 address or an IPv6 address in"
                    + " brackets, and a port from 1 to 65535, such as localhost:50051";

    public Endpoint {
        if (port < 1 || port > 65535 || !isHost(host)) {
            throw refusal(host + ":" + port);
        }
    }

    /** One that is shown no identity. */
    public Endpoint(String host, int port, Optional<String> trustedCertificatePem) {
        this(host, port, trustedCertificatePem, Optional.empty());
    }

    /** Reads {@code HOST:PORT}; an IPv6 address stands in brackets. */
    public static Endpoint parse(String text) {
        int colon = text.lastIndexOf(':');
        String host = text.substring(0, Math.max(colon, 0));
        String port = text.substring(colon + 1);
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        if (!port.matches("[0-9]{1,5}") || bracketed != host.contains(":")) {
            throw refusal(text);
        }
        try {
            String bare = bracketed ? host.substring(1, host.length() - 1) : host;
            return new Endpoint(bare, Integer.parseInt(port), Optional.empty());
        } catch (IllegalArgumentException e) {
            throw refusal(text);
        }
    }

    private static IllegalArgumentException refusal(String text) {
        return new IllegalArgumentException("server \"" + text + "\": " + ALLOWED);
    }

    /** What {@link URI} takes for a host and nothing besides, which gRPC needs, in labels that DNS and TLS can carry. */
    private static boolean isHost(String host) {
        if (host.length() > 253 || !host.contains(":") && host.matches("(.*\\.)?[^.]{64,}(\\..*)?")) {
            return false;
        }
        try {
            return shown(host).equals(new URI(null, null, host, 1, null, null, null).getHost());
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static String shown(String host) {
        return host.contains(":") ? "[" + host + "]" : host;
    }

    public Endpoint trusting(String certificatePem) {
        return new Endpoint(host, port, Optional.of(certificatePem), identity);
    }

    public Endpoint showing(Identity own) {
        return new Endpoint(host, port, trustedCertificatePem, Optional.of(own));
    }

    @Override
    public String toString() {
        return shown(host) + ":" + port;
    }
}
