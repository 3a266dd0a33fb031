package io.veilray.wire;

import io.grpc.ClientInterceptor;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.ChannelOption;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslProvider;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.CloudException.Reason;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/** A gRPC channel with the JDK's TLS, version 1.3 only, that checks the host's name. gRPC switches that check on. */
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
        SslContextBuilder builder = GrpcSslContexts.configure(SslContextBuilder.forClient(), SslProvider.JDK)
                .protocols("TLSv1.3");
        try {
            endpoint.trustedCertificatePem()
                    .ifPresent(pem ->
                            builder.trustManager(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII))));
            return builder.build();
        } catch (SSLException | IllegalArgumentException e) {
            throw new CloudException(
                    Reason.NOT_TRUSTED,
                    "the certificate given for " + endpoint + " is not an X.509 certificate in PEM",
                    e);
        }
    }
}
