package io.veilray.protocol;

import io.veilray.protocol.ProtocolMessage.Sender;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What one private classification costs, payload bytes without the few of framing: known from the network's shape alone.
 * Where sums stay shared without those that make random transfers, which a session makes many of at once.
 *
 * @param ticketBytes both ways
 * @param onlineBytesUp of the rounds
 * @param onlineBytesDown of the rounds
 * @param waitingBytes of the client's half of a ticket while it waits
 */
public record NetworkCost(long ticketBytes, long onlineBytesUp, long onlineBytesDown, long waitingBytes) {
    /** @throws IllegalArgumentException if the network cannot run in its mode */
    public static NetworkCost of(NetworkShape shape) {
        NetworkPacking packing = new NetworkPacking(shape, shape.mode().heParameters());
        List<LayerCost> layers = IntStream.range(0, shape.rounds())
                .mapToObj(layer -> LayerCost.of(packing, layer))
                .toList();
        long ticket = layers.stream().mapToLong(LayerCost::ticketBytes).sum();
        if (shape.mode().shared()) {
            StrictPlan plan = StrictPlan.of(shape);
            return new NetworkCost(
                    ticket + bytes(plan.corrections(), Sender.CLIENT) + bytes(plan.corrections(), Sender.SERVER),
                    bytes(plan.online(), Sender.CLIENT),
                    bytes(plan.online(), Sender.SERVER),
                    plan.clientStoredBytes());
        }
        long up = layers.stream().mapToLong(LayerCost::onlineBytesUp).sum();
        long down = layers.stream().mapToLong(LayerCost::onlineBytesDown).sum();
        return new NetworkCost(ticket, up, down, up + down);
    }

    private static long bytes(List<StrictPlan.Message> messages, Sender sender) {
        return messages.stream()
                .filter(message -> message.kind().sender() == sender)
                .mapToLong(StrictPlan.Message::bytes)
                .sum();
    }

    /** All of it, both ways. */
    public long totalBytes() {
        return ticketBytes + onlineBytesUp + onlineBytesDown;
    }
}
