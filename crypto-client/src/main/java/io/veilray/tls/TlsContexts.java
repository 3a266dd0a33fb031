package io.veilray.tls;

import io.grpc.netty.shaded.io.netty.handler.ssl.ApplicationProtocolConfig;
import io.grpc.netty.shaded.io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.grpc.netty.shaded.io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.grpc.netty.shaded.io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import io.grpc.netty.shaded.io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.grpc.netty.shaded.io.netty.handler.ssl.JdkSslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.veilray.keys.Identity;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * TLS 1.3 and nothing older. The protocol is Bouncy Castle's, which has the hybrid key agreement that Java's lacks until
 * 27; ciphers, curves and ML-KEM are those of the running Java, and where it has no ML-KEM (before 24) the agreement is
 * X25519.
 */
public final class TlsContexts {
    private static final List<String> SUITES =
            List.of("TLS_AES_256_GCM_SHA384", "TLS_AES_128_GCM_SHA256", "TLS_CHACHA20_POLY1305_SHA256");
    private static final ApplicationProtocolConfig HTTP_2 = new ApplicationProtocolConfig(
            Protocol.ALPN, SelectorFailureBehavior.NO_ADVERTISE, SelectedListenerFailureBehavior.ACCEPT, "h2");

    private TlsContexts() {}

    /**
     * For a client. The host's name is checked by whoever makes connections with it, as gRPC does.
     *
     * @param trusted the server's certificate or its issuers'; empty for what Java trusts
     * @param identity what to show to a server that asks
     */
    public static SslContext client(List<X509Certificate> trusted, Optional<Identity> identity)
            throws GeneralSecurityException {
        SSLContext context = context(
                identity.map(own -> new ShownIdentity(() -> own)),
                Optional.of(new CheckedTrust(trustManager(trusted))));
        return netty(context, true, ClientAuth.NONE);
    }

    /**
     * For a server.
     *
     * @param identity asked anew for each connection
     * @param clientAuthorities who signs the certificates that clients must show; empty to ask for none
     */
    public static SslContext server(Supplier<Identity> identity, List<X509Certificate> clientAuthorities)
            throws GeneralSecurityException {
        boolean mutual = !clientAuthorities.isEmpty();
        SSLContext context = context(
                Optional.of(new ShownIdentity(identity)),
                mutual ? Optional.of(new CheckedTrust(trustManager(clientAuthorities))) : Optional.empty());
        return netty(context, false, mutual ? ClientAuth.REQUIRE : ClientAuth.NONE);
    }

    private static SSLContext context(Optional<ShownIdentity> shown, Optional<CheckedTrust> trust)
            throws GeneralSecurityException {
        SSLContext context = TlsProvider.context();
        context.init(
                shown.map(each -> new KeyManager[] {each}).orElse(new KeyManager[0]),
                trust.map(each -> new TrustManager[] {each}).orElse(new TrustManager[0]),
                new SecureRandom());
        return WatchedContext.around(context);
    }

    private static SslContext netty(SSLContext context, boolean client, ClientAuth auth) {
        return new JdkSslContext(
                context,
                client,
                SUITES,
                IdentityCipherSuiteFilter.INSTANCE,
                HTTP_2,
                auth,
                new String[] {"TLSv1.3"},
                false);
    }

    private static X509ExtendedTrustManager trustManager(List<X509Certificate> trusted)
            throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(trusted.isEmpty() ? null : store(trusted));
        for (TrustManager each : factory.getTrustManagers()) {
            if (each instanceof X509ExtendedTrustManager manager) {
                return manager;
            }
        }
        throw new GeneralSecurityException("this Java checks no certificates");
    }

    private static KeyStore store(List<X509Certificate> trusted) throws GeneralSecurityException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (X509Certificate each : trusted) {
                store.setCertificateEntry("trusted-" + store.size(), each);
            }
            return store;
        } catch (IOException e) {
            throw new GeneralSecurityException("this Java has no empty key store", e);
        }
    }
}
