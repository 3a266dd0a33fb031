package io.veilray.cloud.service;

import io.grpc.Attributes;
import io.grpc.Grpc;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * Whom a connection counts for: the certificate its client showed, else the address it came from; of an IPv6 address the
 * 64 bits that name the network, since one computer has all the rest.
 *
 * @param certificate SHA-256 of it in small hexadecimal digits, or empty
 * @param address empty if there is a certificate
 */
record ClientKey(String certificate, String address) {
    private static final ClientKey NOBODY = new ClientKey("", "");
    private static final int NETWORK_BYTES = 8;

    static ClientKey of(Attributes connection) {
        return certificate(connection.get(Grpc.TRANSPORT_ATTR_SSL_SESSION))
                .map(hash -> new ClientKey(hash, ""))
                .orElseGet(() -> connection.get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR) instanceof InetSocketAddress remote
                                && remote.getAddress() != null
                        ? new ClientKey("", address(remote.getAddress()))
                        : NOBODY);
    }

    private static Optional<String> certificate(SSLSession session) {
        if (session == null) {
            return Optional.empty();
        }
        try {
            byte[] der = session.getPeerCertificates()[0].getEncoded();
            return Optional.of(HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(der)));
        } catch (SSLPeerUnverifiedException e) {
            return Optional.empty(); // it was asked for none, or showed none
        } catch (CertificateEncodingException | NoSuchAlgorithmException e) {
            throw new IllegalStateException("the certificate of a client cannot be hashed", e);
        }
    }

    private static String address(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return address.getHostAddress();
        }
        byte[] network = address.getAddress();
        Arrays.fill(network, NETWORK_BYTES, network.length, (byte) 0);
        try {
            return InetAddress.getByAddress(network).getHostAddress() + "/64";
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an IPv6 address without 16 bytes", e);
        }
    }

    /** For the log of refusals. */
    @Override
    public String toString() {
        return certificate.isEmpty() ? "address " + address : "certificate " + certificate;
    }
}
