package io.veilray.cloud;

import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.veilray.keys.CertificateMaker;
import io.veilray.keys.Identity;
import io.veilray.keys.Pem;
import io.veilray.tls.TlsContexts;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/**
 * Who the server shows itself to be, and to whom it opens: anybody, or only clients with certificates of given issuers.
 * The identity may change while the server runs; connections that are open keep theirs.
 */
public final class ServerIdentity {
    private final Supplier<Identity> now;
    private final List<X509Certificate> clientAuthorities;

    private ServerIdentity(Supplier<Identity> now, List<X509Certificate> clientAuthorities) {
        this.now = now;
        this.clientAuthorities = List.copyOf(clientAuthorities);
    }

    /**
     * A fresh self-signed one for localhost, 127.0.0.1, ::1 and further host names or addresses, whose key lives in memory
     * only and goes with the process; a client trusts it by having been given the certificate.
     */
    public static ServerIdentity fresh(List<String> furtherHosts) {
        return of(new CertificateMaker(InstantSource.system()).selfSigned(furtherHosts));
    }

    public static ServerIdentity of(Identity identity) {
        return of(() -> identity);
    }

    /** @param now asked anew for each connection */
    public static ServerIdentity of(Supplier<Identity> now) {
        return new ServerIdentity(now, List.of());
    }

    /** The same for clients only that show a certificate signed by one of these. */
    public ServerIdentity admittingOnly(List<X509Certificate> authorities) {
        if (authorities.isEmpty()) {
            throw new IllegalArgumentException("a server that asks for certificates needs one of their issuers");
        }
        return new ServerIdentity(now, authorities);
    }

    SslContext context() throws GeneralSecurityException {
        return TlsContexts.server(now, clientAuthorities);
    }

    /** For clients: the certificate of the authority, which stays when the server's is renewed, else its own. */
    public String certificatePem() {
        return Pem.of(now.get().chain().getLast());
    }

    @Override
    public String toString() {
        return "Server" + now.get();
    }
}
