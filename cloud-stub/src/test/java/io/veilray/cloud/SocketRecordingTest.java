package io.veilray.cloud;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Message;
import io.veilray.client.PrivateClassifier;
import io.veilray.client.Progress;
import io.veilray.client.TicketPolicy;
import io.veilray.cloud.SentHttp.Call;
import io.veilray.cloud.TlsRelay.Tap;
import io.veilray.cloud.compute.WireModel;
import io.veilray.cloud.model.SquareModel;
import io.veilray.cloud.service.ModelRegistry;
import io.veilray.cloud.service.ServedModel;
import io.veilray.protocol.NetworkPacking;
import io.veilray.protocol.NetworkShape;
import io.veilray.region.Patch;
import io.veilray.region.Region;
import io.veilray.wire.Endpoint;
import io.veilray.wire.v1.OpenSessionResponse;
import io.veilray.wire.v1.PrepareResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * All that leaves the client's socket, in every mode, byte by byte: TLS records, then HTTP/2, then messages. Where other
 * tests look at the messages that a server or an interceptor was given, nothing can pass beside this one.
 */
@Timeout(60)
class SocketRecordingTest {
    private static final List<String> ALL = List.of("every-layer", "every-layer-strict", "test-net");

    private static final Recorder RECORDER = new Recorder();
    private static Map<String, ServedModel> models;
    private static CloudServer server;
    private static TlsRelay relay;
    /** What left the socket for noise in every mode. */
    private static Tap noise;

    @BeforeAll
    static void start() throws Exception {
        models = List.of(new WireModel(), WireModel.strict(), LoadedModel.of(SquareModel.load())).stream()
                .collect(Collectors.toMap(model -> model.info().id(), model -> model));
        CloudOptions options = CloudOptions.onLoopback(0).withDrain(Duration.ofMillis(50));
        server = CloudServer.start(
                options, new ModelRegistry(List.copyOf(models.values())), WireFixture.IDENTITY, RECORDER);
        relay = new TlsRelay(server.port(), server.certificatePem(), TestIdentity.fresh());
        noise = classify(ALL, 1);
    }

    @AfterAll
    static void stop() throws Exception {
        relay.close();
        server.close();
    }

    private static PrivateClassifier connect() throws Exception {
        // the relay's certificate, not the server's
        return PrivateClassifier.connect(new Endpoint("localhost", relay.port(), Optional.of(relay.certificatePem())));
    }

    private static Patch patch(String model, long seed) {
        NetworkShape shape = models.get(model).info().network();
        int height = shape.input().height();
        int width = shape.input().width();
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[height * width];
        for (int i = 0; i < values.length && seed != 0; i++) {
            values[i] = (float) random.nextDouble();
        }
        return new Patch(1, height, width, values, new Region(0, 0, width, height));
    }

    /** Everything a client sent for one image in each of these modes, and the tap it came through. */
    private static Tap classify(List<String> ids, long seed) throws Exception {
        int before = relay.taps.size();
        try (PrivateClassifier classifier = connect()) {
            for (String id : ids) {
                classifier.classify(patch(id, seed), id, Progress.NONE);
            }
        }
        assertEquals(before + 1, relay.taps.size(), "connections");
        Tap tap = relay.taps.getLast();
        tap.await();
        return tap;
    }

    private Set<String> namesGiven() {
        Set<String> names = new HashSet<>();
        for (Message response : RECORDER.responses) {
            if (response instanceof OpenSessionResponse open) {
                names.add(open.getSession());
            } else if (response instanceof PrepareResponse prepare && prepare.hasTicket()) {
                names.add(prepare.getTicket().getTicket());
            }
        }
        return names;
    }

    private void check(List<Call> calls, List<String> ids) throws Exception {
        Map<String, NetworkPacking> packings = models.values().stream()
                .collect(Collectors.toMap(
                        model -> model.info().id(),
                        model -> new NetworkPacking(
                                model.info().network(),
                                model.info().network().mode().heParameters())));
        new ExpectedCalls(packings, namesGiven()).check(calls, ids);
    }

    @Test
    void allThatLeavesTheSocket_isOfTheSchemaAndOfTheLengthThatPublicShapesGive() throws Exception {
        List<Call> calls = SentHttp.calls(noise.plain());
        check(calls, ALL);
        assertEquals(
                List.of(
                        "ListModels",
                        "OpenSession",
                        "Prepare",
                        "Infer",
                        "OpenSession",
                        "Prepare",
                        "Infer",
                        "Prepare",
                        "Infer",
                        "CloseSession",
                        "CloseSession"),
                calls.stream().map(Call::method).toList());
        SentTls records = SentTls.of(noise.raw());
        records.requireOrdinaryHello();
        int closing = records.content() - noise.plain().length;
        assertTrue(closing == 0 || closing == 2, closing + " bytes that are not of HTTP/2: a farewell has 2");
    }

    @Test
    void ticketsMadeAheadAndDropped_tellNoMore() throws Exception {
        try (PrivateClassifier classifier = connect()) {
            classifier
                    .tickets()
                    .setPolicy(new TicketPolicy(2, Duration.ofMinutes(10), 64 << 20, TicketPolicy.Storage.MEMORY));
            classifier.tickets().keepReady("every-layer");
            WireFixture.eventually("tickets", () -> classifier.tickets().ready("every-layer") == 2);
            classifier.tickets().setPolicy(TicketPolicy.NONE);
            WireFixture.eventually("goodbyes", () -> RECORDER.requests.stream()
                    .anyMatch(io.veilray.wire.v1.DropTicketsRequest.class::isInstance));
        }
        Tap tap = relay.taps.getLast();
        tap.await();
        List<Call> calls = SentHttp.calls(tap.plain());
        check(calls, List.of());
        assertTrue(calls.stream().anyMatch(call -> call.method().equals("DropTickets")));
    }

    /** Kinds and sizes of all messages in order, for a black image and for noise. */
    @Test
    void twoImages_leaveMessagesOfTheSameSizesInTheSameOrder() throws Exception {
        assertEquals(sizes(noise), sizes(classify(ALL, 0)));
    }

    private static List<String> sizes(Tap tap) throws Exception {
        List<String> out = new ArrayList<>();
        for (Call call : SentHttp.calls(tap.plain())) {
            call.messages().forEach(message -> out.add(call.method() + " " + message.getSerializedSize()));
        }
        return out;
    }

    /** The detector detects. */
    @Test
    void whatDoesNotBelongThere_isFound() throws Exception {
        byte[] plain = noise.plain();
        List<Call> calls = SentHttp.calls(plain);
        Call first = calls.getFirst();
        Message more = first.messages().getFirst().toBuilder()
                .setUnknownFields(com.google.protobuf.UnknownFieldSet.newBuilder()
                        .addField(
                                99,
                                com.google.protobuf.UnknownFieldSet.Field.newBuilder()
                                        .addVarint(1)
                                        .build())
                        .build())
                .build();
        assertThrows(AssertionError.class, () -> check(List.of(new Call(first.method(), List.of(more))), List.of()));
        byte[] header = plain.clone();
        int agent = new String(plain, StandardCharsets.ISO_8859_1).indexOf("POST");
        assertTrue(agent < 0, "headers are compressed, so a change of a frame's type stands for one");
        header[24 + 3] = 9;
        assertThrows(AssertionError.class, () -> SentHttp.calls(header));
        byte[] longer = Arrays.copyOf(plain, plain.length + 9 + 8);
        longer[plain.length + 2] = 8;
        longer[plain.length + 3] = 6;
        longer[plain.length + 16] = 1;
        assertThrows(AssertionError.class, () -> SentHttp.calls(longer));
    }
}
