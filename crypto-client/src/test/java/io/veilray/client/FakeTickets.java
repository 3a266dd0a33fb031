package io.veilray.client;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.opinion.OpinionRule;
import io.veilray.protocol.ClientTicket;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.CloudException.Reason;
import io.veilray.protocol.LayerShape;
import io.veilray.protocol.LinearTerm;
import io.veilray.protocol.ModelInfo;
import io.veilray.protocol.NetworkShape;
import io.veilray.protocol.NonlinearMode;
import io.veilray.protocol.TensorShape;
import io.veilray.region.InputSpec;
import io.veilray.wire.MessageProgress;
import io.veilray.wire.Traffic;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/** Makes tickets without a server: each full of a number of its own, counted, at a clock that the test moves. */
final class FakeTickets implements TicketFiller.Maker {
    static final ModelInfo A = model("a", NonlinearMode.MASKED);
    static final ModelInfo B = model("b", NonlinearMode.MASKED);
    static final ModelInfo STRICT = model("a-strict", NonlinearMode.STRICT);

    /** 16 entries of the input and 2 sums, 32 bits each: 64 + 8 bytes. */
    static final int BYTES = 72;

    final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    /** When each was asked for. */
    final List<Instant> calls = new CopyOnWriteArrayList<>();

    /** Names that the server was told to drop. */
    final List<String> dropped = new CopyOnWriteArrayList<>();

    /** How many of the next times that it is told something are lost. */
    final AtomicInteger lostDrops = new AtomicInteger();

    final List<ClientTicket> made = new CopyOnWriteArrayList<>();
    volatile Optional<Reason> failure = Optional.empty();
    /** What a failure says about when to try again. */
    volatile Duration retryAfter;

    volatile Duration life = Duration.ofMinutes(15);
    volatile String session = "s";

    private static ModelInfo model(String id, NonlinearMode mode) {
        LayerShape layer =
                new LayerShape("dense", List.of(new LinearTerm(0, 4, 4, 1, 0, 0)), new TensorShape(2, 1, 1), List.of());
        NetworkShape network = new NetworkShape(new TensorShape(1, 4, 4), List.of(layer), mode, 32, 10, 14, 0);
        InputSpec input = new InputSpec(1, 4, 4, Optional.empty());
        return new ModelInfo(id, "1", "t", List.of("x", "y"), input, network, OpinionRule.UNMEASURED, "", "", "");
    }

    /** Every entry is {@code value}. */
    static ClientTicket shares(long value) {
        ByteBuffer content = ByteBuffer.allocate((int) ClientTicket.storedBytes(A.network()));
        content.order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 16 + 2; i++) {
            content.putInt((int) value); // 32 bits each
        }
        return ClientTicket.read(A.network(), content.flip());
    }

    @Override
    public Ticket make(ModelInfo model, MessageProgress progress) throws CloudException {
        Optional<Reason> fails = failure; // as it was when the call is seen
        calls.add(now.get());
        if (fails.isPresent()) {
            throw new CloudException(fails.get(), "as the test wants", null, retryAfter);
        }
        progress.report(1, 0);
        ClientTicket shares = shares(calls.size());
        made.add(shares);
        return new Ticket(session, "ticket-" + calls.size(), shares, new Traffic(1, 2), life);
    }

    @Override
    public void drop(String session, List<String> names) throws CloudException {
        if (lostDrops.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new CloudException(Reason.LOST, "as the test wants");
        }
        dropped.addAll(names);
    }

    void pass(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
    }

    /** The number that a ticket is full of: the mask, since 0 - r is sent for an image of zeros. */
    static long numberIn(Ticket ticket) throws CloudException {
        try (var inference = ticket.shares().begin(new long[16])) {
            return (1L << 32) - inference.next().elements()[0];
        }
    }

    /** Waits up to ten seconds. */
    static void eventually(String what, BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 2000 && !condition.getAsBoolean(); i++) {
            Thread.sleep(5);
        }
        assertTrue(condition.getAsBoolean(), what);
    }
}
