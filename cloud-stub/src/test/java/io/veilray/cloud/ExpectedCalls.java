package io.veilray.cloud;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Message;
import io.veilray.cloud.SentHttp.Call;
import io.veilray.cloud.privacy.FirstReadings;
import io.veilray.he.HeParameters;
import io.veilray.ot.Transfers;
import io.veilray.packing.Tile;
import io.veilray.protocol.NetworkPacking;
import io.veilray.protocol.NetworkShape;
import io.veilray.protocol.ProtocolMessage.Sender;
import io.veilray.protocol.StrictPlan;
import io.veilray.ring.Prime;
import io.veilray.share.Conversation;
import io.veilray.share.MalformedMessageException;
import io.veilray.wire.v1.CloseSessionRequest;
import io.veilray.wire.v1.CompactCiphertext;
import io.veilray.wire.v1.DropTicketsRequest;
import io.veilray.wire.v1.EncryptedMask;
import io.veilray.wire.v1.InferRequest;
import io.veilray.wire.v1.ListModelsRequest;
import io.veilray.wire.v1.MaskedTensor;
import io.veilray.wire.v1.OpenSessionRequest;
import io.veilray.wire.v1.PrepareBegin;
import io.veilray.wire.v1.PrepareRequest;
import io.veilray.wire.v1.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Says of every message that a client sent what it may hold, and of every field how long it is, from nothing but the
 * public form of the models, the names that the server gave, and docs/protocol.md.
 */
final class ExpectedCalls {
    private final Map<String, NetworkPacking> models;
    /** Sessions and tickets. */
    private final Set<String> namesGiven;
    /** Both ends of a session's transfers, to know how long their messages are; they depend on counts only. */
    private final Map<String, List<Transfers>> transfers = new HashMap<>();

    private final Map<String, Integer> sharedTickets = new HashMap<>();

    ExpectedCalls(Map<String, NetworkPacking> models, Set<String> namesGiven) {
        this.models = models;
        this.namesGiven = namesGiven;
    }

    /** @param ticketsOf the model of each Infer call, in order */
    void check(List<Call> calls, List<String> ticketsOf) throws MalformedMessageException {
        int infers = 0;
        for (Call call : calls) {
            call.messages()
                    .forEach(message -> ClientFields.walk(
                            message,
                            (field, value) -> assertTrue(
                                    ClientFields.ALLOWED.contains(ClientFields.name(field)),
                                    "the client sent " + ClientFields.name(field))));
            switch (call.method()) {
                case "Prepare" -> prepare(call.messages());
                case "Infer" -> infer(call.messages(), models.get(ticketsOf.get(infers++)));
                default -> single(call.messages());
            }
        }
        assertEquals(ticketsOf.size(), infers);
    }

    private void single(List<Message> messages) {
        assertEquals(1, messages.size());
        switch (messages.getFirst()) {
            case ListModelsRequest list -> assertEquals(3, list.getProtocolVersion());
            case OpenSessionRequest open -> {
                assertEquals(3, open.getProtocolVersion());
                HeParameters parameters = HeParameters.ofDegree(open.getRingDegree());
                assertEquals(32, open.getPublicKey().getSeed().size());
                int bits = parameters.ring().primes().stream()
                        .mapToInt(Prime::bits)
                        .sum();
                assertEquals(
                        parameters.degree() * bits / 8,
                        open.getPublicKey().getC0().size());
            }
            case CloseSessionRequest close -> requireGiven(close.getSession());
            case DropTicketsRequest drop -> {
                requireGiven(drop.getSession());
                drop.getTicketsList().forEach(this::requireGiven);
            }
            default -> throw new AssertionError(messages.toString());
        }
    }

    private void requireGiven(String name) {
        assertTrue(namesGiven.contains(name), "a name that the server did not give: " + name);
    }

    private void prepare(List<Message> messages) throws MalformedMessageException {
        PrepareBegin begin = ((PrepareRequest) messages.getFirst()).getBegin();
        requireGiven(begin.getSession());
        assertTrue(begin.getRequest().matches("[0-9a-f]{32}"), begin.getRequest());
        NetworkPacking packing = models.get(begin.getModel());
        boolean shared = packing.shape().mode().shared();
        assertEquals(shared ? sharedTickets.getOrDefault(begin.getSession(), 0) : 0, begin.getTransfers());
        int masks = 1;
        FirstReadings free = new FirstReadings(packing);
        for (int layer = 0; layer < packing.shape().rounds(); layer++) {
            List<Tile> tiles = packing.layer(layer).tiles();
            for (int tile = 0; tile < tiles.size(); tile++) {
                for (int upload = 0; upload < tiles.get(tile).uploads(); upload++) {
                    EncryptedMask mask = ((PrepareRequest) messages.get(masks++)).getMask();
                    assertEquals(
                            List.of(layer, tile, upload), List.of(mask.getLayer(), mask.getTile(), mask.getUpload()));
                    lengths(mask.getCiphertext(), packing, free.of(layer, tile, upload).length);
                }
            }
        }
        List<Integer> due = new ArrayList<>();
        if (shared) {
            sharedTickets.merge(begin.getSession(), 1, Integer::sum);
            StrictPlan plan = StrictPlan.of(packing.shape());
            due.addAll(refill(begin.getSession(), plan));
            due.addAll(lengths(plan.corrections()));
        }
        List<Step> steps = messages.stream()
                .skip(masks)
                .map(message -> ((PrepareRequest) message).getStep())
                .toList();
        assertEquals(due, steps.stream().map(step -> step.getContent().size()).toList());
        ascending(steps);
    }

    private static void lengths(CompactCiphertext mask, NetworkPacking packing, int free) {
        int degree = packing.parameters().degree();
        List<Prime> primes = packing.parameters().ring().primes();
        int bits = primes.getFirst().bits();
        int first = degree * (bits - packing.budget().droppedBits()) / 8;
        assertEquals(32, mask.getSeed().size());
        assertEquals(
                first + (primes.size() - 2) * degree * bits / 8,
                mask.getDigits().size());
        assertEquals(bytes(degree - free, bits), mask.getHighest().size());
        assertEquals(
                bytes(free, bits - packing.shape().ringBits()),
                mask.getFreeHighest().size());
    }

    private static int bytes(int count, int bits) {
        return Math.ceilDiv(count * bits, 8);
    }

    private static List<Integer> lengths(List<StrictPlan.Message> messages) {
        return messages.stream()
                .filter(message -> message.kind().sender() == Sender.CLIENT)
                .map(StrictPlan.Message::bytes)
                .toList();
    }

    private List<Integer> refill(String session, StrictPlan plan) throws MalformedMessageException {
        List<Transfers> ends =
                transfers.computeIfAbsent(session, unused -> List.of(Transfers.ofClient(), Transfers.ofServer()));
        Conversation client = ends.getFirst().refill(plan.clientReceives(), plan.serverReceives());
        Conversation server = ends.getLast().refill(plan.clientReceives(), plan.serverReceives());
        List<Integer> out = new ArrayList<>();
        while (!client.finished() || !server.finished()) {
            boolean up = client.speaks();
            byte[] message = (up ? client : server).next();
            if (up) {
                out.add(message.length);
            }
            (up ? server : client).accept(message);
        }
        return out;
    }

    /** Both sides' steps are counted together, so the client's leave gaps. */
    private static void ascending(List<Step> steps) {
        for (int i = 1; i < steps.size(); i++) {
            int gap = steps.get(i).getNumber() - steps.get(i - 1).getNumber();
            assertTrue(gap == 1 || gap == 2, "a step's number " + steps.get(i).getNumber());
        }
    }

    private void infer(List<Message> messages, NetworkPacking packing) {
        InferRequest begin = (InferRequest) messages.getFirst();
        requireGiven(begin.getBegin().getSession());
        requireGiven(begin.getBegin().getTicket());
        List<InferRequest> rest =
                messages.stream().skip(1).map(InferRequest.class::cast).toList();
        NetworkShape shape = packing.shape();
        if (shape.mode().shared()) {
            List<Step> steps = rest.stream().map(InferRequest::getStep).toList();
            assertEquals(
                    lengths(StrictPlan.of(shape).online()),
                    steps.stream().map(step -> step.getContent().size()).toList());
            ascending(steps);
            return;
        }
        assertEquals(shape.rounds(), rest.size());
        for (int round = 0; round < rest.size(); round++) {
            MaskedTensor tensor = rest.get(round).getActivation();
            assertEquals(round, tensor.getRound());
            assertEquals(
                    bytes(shape.tensor(round).size(), shape.ringBits()),
                    tensor.getElements().size());
        }
    }
}
