package io.veilray.cloud;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.ServerInterceptor;
import io.veilray.client.PrivateClassifier;
import io.veilray.cloud.compute.WireModel;
import io.veilray.cloud.service.ModelRegistry;
import io.veilray.cloud.service.ServerPolicy;
import io.veilray.cloud.service.ServiceLimits;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.CloudException.Reason;
import io.veilray.wire.Endpoint;
import io.veilray.wire.Limits;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.function.Executable;

/** A server with one real model, or the same in two modes, on a free loopback port. */
final class WireFixture implements AutoCloseable {
    static final ServerIdentity IDENTITY = ServerIdentity.fresh(List.of());

    /** gRPC tells at length about every violation that these tests commit on purpose. */
    private static final Logger GRPC = Logger.getLogger("io.grpc");

    static {
        GRPC.setLevel(Level.OFF);
    }

    final WireModel model = new WireModel();
    /** Served by those that say so. */
    final WireModel strict = WireModel.strict();

    final CloudServer server;

    WireFixture(ServerInterceptor... observers) throws IOException {
        this(0, ServiceLimits.DEFAULT, observers);
    }

    WireFixture(int port, ServiceLimits limits, ServerInterceptor... observers) throws IOException {
        this(port, limits, false, observers);
    }

    private WireFixture(int port, ServiceLimits limits, boolean bothModes, ServerInterceptor... observers)
            throws IOException {
        this(CloudOptions.onLoopback(port).withLimits(limits).withDrain(Duration.ofMillis(50)), bothModes, observers);
    }

    private WireFixture(CloudOptions options, boolean bothModes, ServerInterceptor... observers) throws IOException {
        List<WireModel> models = bothModes ? List.of(model, strict) : List.of(model);
        server = CloudServer.start(options, new ModelRegistry(models), IDENTITY, observers);
    }

    /** Serves both under a policy. */
    static WireFixture under(ServerPolicy policy) throws IOException {
        return new WireFixture(CloudOptions.onLoopback(0).withPolicy(policy), true);
    }

    /** Serves the strict model too. */
    static WireFixture bothModes(int port, ServiceLimits limits, ServerInterceptor... observers) throws IOException {
        return new WireFixture(port, limits, true, observers);
    }

    Endpoint endpoint() {
        return new Endpoint("localhost", server.port(), Optional.of(IDENTITY.certificatePem()));
    }

    PrivateClassifier connect() throws CloudException {
        return PrivateClassifier.connect(endpoint());
    }

    PrivateClassifier connect(Limits limits) throws CloudException {
        return PrivateClassifier.connect(endpoint(), limits);
    }

    /** The failure must have that reason and be worth showing. */
    static CloudException assertFails(Reason reason, Executable action) {
        CloudException e = assertThrows(CloudException.class, action);
        assertEquals(reason, e.reason(), e.sentence());
        assertTrue(e.getMessage().length() > 10, e.getMessage());
        return e;
    }

    /** Waits up to ten seconds. */
    static void eventually(String what, BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 1000 && !condition.getAsBoolean(); i++) {
            Thread.sleep(10);
        }
        assertTrue(condition.getAsBoolean(), what);
    }

    /** No call and no computation may be left, whatever happened. */
    void assertNothingLeft() throws InterruptedException {
        eventually("a call is left", () -> server.service().calls() == 0);
        eventually("a computation is left", () -> model.open() == 0 && strict.open() == 0);
    }

    @Override
    public void close() {
        server.close();
    }
}
