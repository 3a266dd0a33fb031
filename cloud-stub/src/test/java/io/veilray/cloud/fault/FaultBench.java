package io.veilray.cloud.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.ChannelOption;
import io.grpc.stub.StreamObserver;
import io.veilray.cloud.CloudOptions;
import io.veilray.cloud.CloudServer;
import io.veilray.cloud.LoadedModel;
import io.veilray.cloud.TestIdentity;
import io.veilray.cloud.model.CheckedModel;
import io.veilray.cloud.model.TinyModel;
import io.veilray.cloud.service.ModelRegistry;
import io.veilray.cloud.service.ServiceLimits;
import io.veilray.protocol.CloudException.Reason;
import io.veilray.region.Patch;
import io.veilray.region.Region;
import io.veilray.wire.Endpoint;
import io.veilray.wire.HeapBuffers;
import io.veilray.wire.Statuses;
import io.veilray.wire.v1.InferBegin;
import io.veilray.wire.v1.InferRequest;
import io.veilray.wire.v1.InferResponse;
import io.veilray.wire.v1.PrivateInferenceGrpc;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A real server with the smallest network in every mode, and what is known of its answers. */
final class FaultBench implements AutoCloseable {
    /** gRPC tells at length about every fault that these tests commit on purpose. */
    private static final Logger GRPC = Logger.getLogger("io.grpc");

    static {
        GRPC.setLevel(Boolean.getBoolean("veilray.faults.log") ? Level.SEVERE : Level.OFF);
    }

    final TestIdentity identity = TestIdentity.fresh();
    final CloudServer server;
    private final Map<String, LoadedModel> models = new LinkedHashMap<>();
    private final Map<String, List<Patch>> patches = new LinkedHashMap<>();
    private final ManagedChannel straight;

    FaultBench() throws Exception {
        this(Duration.ofSeconds(30));
    }

    /** @param messageWait how long the server waits for a client's next message */
    FaultBench(Duration messageWait) throws Exception {
        for (CheckedModel model : TinyModel.all()) {
            LoadedModel loaded = LoadedModel.of(model);
            models.put(loaded.info().id(), loaded);
            patches.put(loaded.info().id(), clearPatches(loaded));
        }
        CloudOptions options =
                CloudOptions.onLoopback(0).withLimits(limits(messageWait)).withDrain(Duration.ofMillis(50));
        server = CloudServer.start(options, new ModelRegistry(models.values()), identity.identity());
        straight = NettyChannelBuilder.forAddress("localhost", server.port())
                .withOption(ChannelOption.ALLOCATOR, HeapBuffers.POOL)
                .sslContext(GrpcSslContexts.forClient()
                        .trustManager(new ByteArrayInputStream(identity.pem().getBytes(StandardCharsets.US_ASCII)))
                        .build())
                .build();
    }

    private static ServiceLimits limits(Duration messageWait) {
        Duration minute = Duration.ofMinutes(1);
        return new ServiceLimits(1000, minute, 32, Duration.ofMinutes(15), 256, 8, 1L << 30, minute, messageWait);
    }

    List<String> models() {
        return List.copyOf(models.keySet());
    }

    /** The server, or what stands in front of it at another port. */
    Endpoint at(int port) {
        return new Endpoint("localhost", port, Optional.of(identity.pem()));
    }

    /** Patches whose class is beyond doubt: no logit within twice the bound of the largest one. */
    private static List<Patch> clearPatches(LoadedModel model) {
        List<Patch> clear = new ArrayList<>();
        for (long seed = 0; clear.size() < 4; seed++) {
            Patch patch = patch(seed);
            double[] logits = model.fixedPointLogits(patch);
            double[] sorted = logits.clone();
            Arrays.sort(sorted);
            if (sorted[sorted.length - 1] - sorted[sorted.length - 2] > 2 * model.maskingBound(patch)) {
                clear.add(patch);
            }
        }
        return clear;
    }

    private static Patch patch(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[TinyModel.SIDE * TinyModel.SIDE];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble();
        }
        Region region = new Region(0, 0, TinyModel.SIDE, TinyModel.SIDE);
        return new Patch(1, TinyModel.SIDE, TinyModel.SIDE, values, region);
    }

    Patch patch(String model, int number) {
        List<Patch> clear = patches.get(model);
        return clear.get(Math.floorMod(number, clear.size()));
    }

    /** Whether those are the patch's logits, and so its class. */
    boolean right(String model, Patch patch, double[] logits) {
        double[] expected = models.get(model).fixedPointLogits(patch);
        double bound = models.get(model).maskingBound(patch);
        for (int i = 0; i < expected.length; i++) {
            if (!(Math.abs(expected[i] - logits[i]) <= bound)) {
                return false;
            }
        }
        return expected.length == logits.length;
    }

    /** What the server says to one who names that ticket; nothing if it takes it. */
    Optional<Reason> refusal(Moments.Named ticket) throws Exception {
        CompletableFuture<Reason> failure = new CompletableFuture<>();
        StreamObserver<InferRequest> call = PrivateInferenceGrpc.newStub(straight)
                .infer(new StreamObserver<InferResponse>() {
                    @Override
                    public void onNext(InferResponse message) {}

                    @Override
                    public void onError(Throwable e) {
                        String name = e instanceof StatusRuntimeException status && status.getTrailers() != null
                                ? status.getTrailers().get(Statuses.REASON)
                                : null;
                        failure.complete(name == null ? Reason.LOST : Reason.valueOf(name));
                    }

                    @Override
                    public void onCompleted() {}
                });
        InferBegin begin = InferBegin.newBuilder()
                .setSession(ticket.session())
                .setTicket(ticket.ticket())
                .build();
        call.onNext(InferRequest.newBuilder().setBegin(begin).build());
        call.onCompleted();
        Reason reason = failure.get(20, TimeUnit.SECONDS);
        // one that is taken fails for ending too early
        return reason == Reason.PROTOCOL ? Optional.empty() : Optional.of(reason);
    }

    /** Shortens deadlines while it is wanted: what a fault holds up ends by it. */
    static ClientInterceptor impatient(BooleanSupplier wanted, Duration deadline) {
        return new ClientInterceptor() {
            @Override
            public <Q, R> ClientCall<Q, R> interceptCall(
                    MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
                return next.newCall(
                        method,
                        wanted.getAsBoolean()
                                ? options.withDeadlineAfter(deadline.toMillis(), TimeUnit.MILLISECONDS)
                                : options);
            }
        };
    }

    /** The server has known of one call, and of no other, for a tenth of a second: nothing is on its way any more. */
    void awaitOneCall() {
        int held = 0;
        for (int i = 0; i < 2000 && held < 10; i++) {
            held = server.service().calls() == 1 ? held + 1 : 0;
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
        assertEquals(10, held, "times that one call was seen");
    }

    /** No call is left on the server once its clients are gone. */
    void awaitNoCalls() throws InterruptedException {
        for (int i = 0; i < 2000 && server.service().calls() > 0; i++) {
            Thread.sleep(10);
        }
        assertEquals(0, server.service().calls(), "calls");
    }

    /** The same, and sessions that nobody said goodbye to are forgotten. */
    void awaitNothingLeft() throws InterruptedException {
        awaitNoCalls();
        for (int i = 0; i < 120 && server.service().sessions() > 0; i++) {
            Thread.sleep(1000);
        }
        assertEquals(0, server.service().sessions(), "sessions");
        assertEquals(0, server.service().strictBytes(), "bytes of strict mode");
    }

    @Override
    public void close() throws InterruptedException {
        straight.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
        server.close();
    }
}
