package io.veilray.cloud;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import io.veilray.client.PrivateClassifier;
import io.veilray.client.Progress;
import io.veilray.he.HeParameters;
import io.veilray.packing.ConvPacking;
import io.veilray.packing.Tile;
import io.veilray.protocol.NetworkPacking;
import io.veilray.protocol.NetworkShape;
import io.veilray.region.Patch;
import io.veilray.region.Region;
import io.veilray.wire.v1.CompactCiphertext;
import io.veilray.wire.v1.ListModelsRequest;
import io.veilray.wire.v1.MaskedProduct;
import io.veilray.wire.v1.MaskedTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What a server gets to see of a patient: every message both ways, field by field. Whatever is not a public constant must
 * be a ciphertext, a masked tensor, a public seed or a random name, in exactly the length that the public shape gives.
 */
@Timeout(60)
class WireRecordingTest {
    private final Recorder recorder = new Recorder();

    private void classify(WireFixture cloud, Patch patch) throws Exception {
        try (PrivateClassifier classifier = cloud.connect()) {
            classifier.classify(patch, "every-layer", Progress.NONE);
        }
    }

    @Test
    void everythingTheClientSends_isOfTheSchemaAndOfTheLengthTheShapeGives() throws Exception {
        try (WireFixture cloud = new WireFixture(recorder)) {
            classify(cloud, cloud.model.patch(1));
            NetworkPacking packing = new NetworkPacking(cloud.model.info().network(), HeParameters.N4096);
            for (Message request : recorder.requests) {
                ClientFields.walk(
                        request, (field, value) -> checkClientField(ClientFields.name(field), value, packing));
            }
            assertEquals(activationBytes(packing.shape()), elementBytes(recorder.requests));
            // list, open, begin, masks, begin, activations, close
            assertEquals(3 + 2 + packing.uploads() + packing.shape().rounds(), recorder.requests.size());
        }
    }

    private static void checkClientField(String name, Object value, NetworkPacking packing) {
        assertTrue(ClientFields.ALLOWED.contains(name), "the client sent " + name);
        if (value instanceof ByteString bytes && !name.equals("MaskedTensor.elements")) {
            checkBytes(name, bytes.size());
        } else if (value instanceof String text) {
            assertTrue(text.matches(name.endsWith(".model") ? "every-layer" : "[0-9a-f]{32}"), name + " is " + text);
        } else if (value instanceof Integer number) {
            checkNumber(name, number, packing);
        }
    }

    /** l = 37: 8 of 50 bits are dropped from one digit of 4096, and the other one takes 13 bits where it is free. */
    private static void checkBytes(String name, int size) {
        switch (name.substring(name.indexOf('.') + 1)) {
            case "seed" -> assertEquals(32, size, name);
            case "c0" -> assertEquals(51_200, size, name);
            case "digits" -> assertEquals(21_504, size, name);
            case "highest" -> assertEquals(size, Math.ceilDiv(size * 8 / 50 * 50, 8), name);
            default -> assertEquals(size, Math.ceilDiv(size * 8 / 13 * 13, 8), name);
        }
    }

    /** Whether it is free or not, every coefficient has one highest digit. */
    @Test
    void everyMask_hasAsManyHighestDigitsAsCoefficients() throws Exception {
        try (WireFixture cloud = new WireFixture(recorder)) {
            classify(cloud, cloud.model.patch(1));
            for (Message request : recorder.requests) {
                ClientFields.walk(request, (field, value) -> {
                    if (value instanceof CompactCiphertext mask) {
                        int others = mask.getHighest().size() * 8 / 50;
                        assertEquals(4096, others + mask.getFreeHighest().size() * 8 / 13);
                    }
                });
            }
        }
    }

    private static void checkNumber(String name, int number, NetworkPacking packing) {
        switch (name.substring(name.indexOf('.') + 1)) {
            case "protocol_version" -> assertEquals(3, number);
            case "ring_degree" -> assertEquals(4096, number);
            default -> assertTrue(number >= 0 && number <= packing.uploads(), name + " is " + number);
        }
    }

    private static List<Integer> elementBytes(List<Message> messages) {
        List<Integer> out = new ArrayList<>();
        for (Message message : messages) {
            ClientFields.walk(message, (field, value) -> {
                if (value instanceof MaskedTensor tensor) {
                    out.add(tensor.getElements().size());
                }
            });
        }
        return out;
    }

    private static List<Integer> activationBytes(NetworkShape shape) {
        List<Integer> out = new ArrayList<>();
        for (int i = 0; i < shape.rounds(); i++) {
            out.add(Math.ceilDiv(shape.tensor(i).size() * shape.ringBits(), 8));
        }
        return out;
    }

    @Test
    void everythingTheServerSends_isOfTheSchemaAndOfTheLengthTheShapeGives() throws Exception {
        try (WireFixture cloud = new WireFixture(recorder)) {
            classify(cloud, cloud.model.patch(1));
            NetworkPacking packing = new NetworkPacking(cloud.model.info().network(), HeParameters.N4096);
            List<MaskedProduct> products = new ArrayList<>();
            for (Message response : recorder.responses) {
                ClientFields.walk(response, (field, value) -> {
                    if (value instanceof MaskedProduct product) {
                        products.add(product);
                    }
                });
            }
            checkProducts(products, packing);
            List<Integer> outputs = packing.shape().layers().stream()
                    .map(layer -> Math.ceilDiv(layer.linearOutput().size() * 37, 8))
                    .toList();
            assertEquals(outputs, elementBytes(recorder.responses));
        }
    }

    private static void checkProducts(List<MaskedProduct> products, NetworkPacking packing) {
        assertEquals(packing.responses(), products.size());
        for (MaskedProduct product : products) {
            ConvPacking layer = packing.layer(product.getLayer());
            Tile tile = layer.tiles().get(product.getTile());
            assertEquals(4096 * 46 / 8, product.getC1().size());
            int results = layer.positions(tile, product.getIndex()).length;
            assertEquals(Math.ceilDiv(results * 40, 8), product.getC0().size());
        }
    }

    @Test
    void metadata_isWhatGrpcItselfNeeds() throws Exception {
        try (WireFixture cloud = new WireFixture(recorder)) {
            classify(cloud, cloud.model.patch(1));
            Set<String> known = Set.of("content-type", "user-agent", "te", "grpc-accept-encoding", "grpc-timeout");
            assertTrue(known.containsAll(recorder.requestKeys), recorder.requestKeys.toString());
            Set<String> answers = Set.of("content-type", "grpc-encoding", "grpc-accept-encoding", "grpc-status");
            assertTrue(answers.containsAll(recorder.responseKeys), recorder.responseKeys.toString());
        }
    }

    @Test
    void twoRunsOfOneImage_shareNoMessage() throws Exception {
        try (WireFixture cloud = new WireFixture(recorder)) {
            Patch patch = cloud.model.patch(1);
            classify(cloud, patch);
            List<Message> first = payloads();
            recorder.clear();
            classify(cloud, patch);
            List<Message> second = payloads();
            assertEquals(first.size(), second.size());
            Set<Message> shared = new HashSet<>(first);
            shared.retainAll(second);
            assertEquals(Set.of(), shared);
        }
    }

    /** All but what is public and the same for everyone: the model list, an admission and a goodbye. */
    private List<Message> payloads() {
        return Stream.concat(recorder.requests.stream(), recorder.responses.stream())
                .filter(message -> !(message instanceof ListModelsRequest))
                .filter(message -> !(message instanceof io.veilray.wire.v1.ListModelsResponse))
                .filter(message -> !(message instanceof io.veilray.wire.v1.CloseSessionResponse))
                .filter(message ->
                        !(message instanceof io.veilray.wire.v1.PrepareResponse response) || !response.hasAdmission())
                .toList();
    }

    /** A white image has one value everywhere; neither it nor the region's corner may be read off any message. */
    @Test
    void whiteImageAndItsPlace_appearNowhere() throws Exception {
        try (WireFixture cloud = new WireFixture(recorder)) {
            Patch shape = cloud.model.patch(1);
            float[] white = new float[shape.values().length];
            Arrays.fill(white, 1);
            Region region = new Region(123_456_789, 987_654_321, shape.widthPx(), shape.heightPx());
            classify(cloud, new Patch(1, shape.heightPx(), shape.widthPx(), white, region));
            for (Message request : recorder.requests) {
                byte[] bytes = request.toByteArray();
                assertFalse(contains(bytes, 123_456_789), "the region's column in " + request.getDescriptorForType());
                assertFalse(contains(bytes, 987_654_321), "the region's row in " + request.getDescriptorForType());
            }
            MaskedTensor first = recorder.requests.stream()
                    .filter(message ->
                            message instanceof io.veilray.wire.v1.InferRequest request && request.hasActivation())
                    .map(message -> ((io.veilray.wire.v1.InferRequest) message).getActivation())
                    .findFirst()
                    .orElseThrow();
            long[] elements = io.veilray.share.BitPacking.unpack(
                    first.getElements().toByteArray(),
                    white.length,
                    cloud.model.info().network().ringBits());
            // 360 uniform elements of 37 bits: that any two are equal has probability below 2^-20
            assertEquals(elements.length, Arrays.stream(elements).distinct().count());
        }
    }

    private static boolean contains(byte[] bytes, int number) {
        ByteBuffer little = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer big = ByteBuffer.wrap(bytes);
        for (int i = 0; i + 4 <= bytes.length; i++) {
            if (little.getInt(i) == number || big.getInt(i) == number) {
                return true;
            }
        }
        return false;
    }
}
