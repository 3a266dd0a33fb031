package io.veilray.cloud;

import io.grpc.Server;
import io.grpc.ServerInterceptor;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.ChannelOption;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import io.veilray.cloud.service.ModelRegistry;
import io.veilray.cloud.service.PrivateInferenceService;
import io.veilray.cloud.work.Workers;
import io.veilray.wire.HeapBuffers;
import io.veilray.wire.v1.PrivateInferenceGrpc;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A running server: the service, health and reflection on one port, over TLS 1.3. Its certificate lies where this user's
 * own clients find it, see {@link io.veilray.wire.LoopbackTrust}, unless that folder cannot be written. Closing it lets running calls and tickets that are there be finished for a while.
 */
public final class CloudServer implements AutoCloseable {
    /** For connections without calls to close. */
    private static final Duration LONGEST_GOODBYE = Duration.ofMillis(500);

    private static final Duration LONGEST_END = Duration.ofSeconds(5);

    private final CloudOptions options;
    private final ServerIdentity identity;
    private final ModelRegistry models;
    private final PrivateInferenceService service;
    private final HealthStatusManager health = new HealthStatusManager();
    private final Workers workers;
    private final Server server;
    private final int port;
    private final PublishedCertificate published;
    private boolean closed;

    private CloudServer(
            CloudOptions options, ModelRegistry models, ServerIdentity identity, List<ServerInterceptor> observers)
            throws IOException {
        this.options = options;
        this.identity = identity;
        this.models = models.under(options.policy());
        this.workers = new Workers(options.workers());
        this.service = new PrivateInferenceService(this.models, options.policy(), InstantSource.system(), workers);
        try {
            this.server = server(observers);
        } catch (IOException e) {
            stopService();
            throw e;
        }
        try {
            listen();
            this.port = server.getPort();
            this.published = PublishedCertificate.write(port, identity.certificatePem());
        } catch (IOException e) {
            server.shutdownNow();
            stopService();
            throw e;
        }
        health.setStatus(PrivateInferenceGrpc.SERVICE_NAME, ServingStatus.SERVING);
    }

    /** Starts with a fresh identity. */
    public static CloudServer start(CloudOptions options, ModelRegistry models) throws IOException {
        return start(options, models, ServerIdentity.fresh(options.hostNames()));
    }

    /**
     * Starts with a given identity, so that clients that trusted it before still do.
     *
     * @throws IOException if the address cannot be listened on
     */
    public static CloudServer start(
            CloudOptions options, ModelRegistry models, ServerIdentity identity, ServerInterceptor... observers)
            throws IOException {
        return new CloudServer(options, models, identity, List.of(observers));
    }

    private void listen() throws IOException {
        try {
            server.start();
        } catch (IOException e) {
            throw new IOException(
                    "cannot listen on " + options.bind() + " port " + options.port()
                            + ": the port is taken or not allowed, choose another one, or 0 for a free one",
                    e);
        }
    }

    private Server server(List<ServerInterceptor> observers) throws IOException {
        NettyServerBuilder builder = NettyServerBuilder.forAddress(new InetSocketAddress(bindAddress(), options.port()))
                .sslContext(sslContext())
                .withChildOption(ChannelOption.ALLOCATOR, HeapBuffers.POOL)
                .executor(workers)
                .maxInboundMessageSize(models.mostRequestBytes())
                .maxConcurrentCallsPerConnection(options.policy().all().mostCallsPerSession() + 8)
                .permitKeepAliveTime(20, TimeUnit.SECONDS)
                .handshakeTimeout(10, TimeUnit.SECONDS)
                .maxConnectionIdle(options.policy().all().sessionIdle().toMillis(), TimeUnit.MILLISECONDS)
                .addService(service.definition())
                .addService(health.getHealthService())
                .addService(ProtoReflectionServiceV1.newInstance());
        observers.forEach(builder::intercept);
        return builder.intercept(service.gate())
                .callExecutor(service.executors())
                .build();
    }

    private InetAddress bindAddress() throws IOException {
        try {
            return InetAddress.getByName(options.bind());
        } catch (UnknownHostException e) {
            throw new IOException(
                    "cannot listen on \"" + options.bind() + "\": must be an address of this computer, such as 0.0.0.0",
                    e);
        }
    }

    private SslContext sslContext() throws IOException {
        try {
            return identity.context();
        } catch (GeneralSecurityException e) {
            throw new IOException("cannot use the server's certificate", e);
        }
    }

    /** The port it listens on. */
    public int port() {
        return port;
    }

    /** Those that the policy serves. */
    public List<String> modelIds() {
        return models.ids();
    }

    /** What clients must trust. */
    public String certificatePem() {
        return identity.certificatePem();
    }

    /** Sessions and running calls, for the operator. */
    public PrivateInferenceService service() {
        return service;
    }

    /** Blocks until the server has stopped. */
    public void awaitStop() throws InterruptedException {
        server.awaitTermination();
    }

    /**
     * Begins no more sessions and tickets, lets running calls end and tickets that are there be used as long as the policy
     * says, ends the rest, drops all sessions. Whoever closes it while another thread does waits for that.
     */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        health.enterTerminalState();
        published.close();
        boolean drained = drained();
        server.shutdown();
        if (!drained || !terminated(LONGEST_GOODBYE)) {
            server.shutdownNow();
            terminated(LONGEST_END);
        }
        stopService();
    }

    private boolean drained() {
        boolean interrupted = Thread.interrupted();
        try {
            return service.drain(options.policy().drain());
        } catch (InterruptedException e) {
            interrupted = true;
            return false;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private boolean terminated(Duration wait) {
        boolean interrupted = Thread.interrupted();
        try {
            return server.awaitTermination(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
            return false;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void stopService() {
        service.close();
        workers.close();
    }
}
