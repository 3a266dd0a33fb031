package io.veilray.wire;

import io.grpc.ClientInterceptor;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.ChannelOption;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.veilray.keys.Pem;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.CloudException.Reason;
import io.veilray.tls.TlsContexts;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A gRPC channel over TLS that checks the host's name; gRPC switches that check on. */
final class TlsChannel {
    private static final int CONNECT_MS = 10_000;

    private TlsChannel() {}

    static ManagedChannel build(Endpoint endpoint, ClientInterceptor... interceptors) throws CloudException {
        return NettyChannelBuilder.forAddress(endpoint.host(), endpoint.port())
                .sslContext(sslContext(endpoint))
                .withOption(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MS)
                .withOption(ChannelOption.ALLOCATOR, HeapBuffers.POOL)
                .keepAliveTime(30, TimeUnit.SECONDS)
                .keepAliveTimeout(10, TimeUnit.SECONDS)
                .disableRetry()
                .disableServiceConfigLookUp()
                .intercept(interceptors)
                .build();
    }

    private static SslContext sslContext(Endpoint endpoint) throws CloudException {
        try {
            List<X509Certificate> trusted = endpoint.trustedCertificatePem().isPresent()
                    ? Pem.certificates(endpoint.trustedCertificatePem().get())
                    : List.of();
            return TlsContexts.client(trusted, endpoint.identity());
        } catch (GeneralSecurityException e) {
            throw new CloudException(
                    Reason.NOT_TRUSTED,
                    "the certificate given for " + endpoint + " is not an X.509 certificate in PEM",
                    e);
        }
    }
}
