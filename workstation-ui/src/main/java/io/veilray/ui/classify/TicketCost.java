package io.veilray.ui.classify;

import io.veilray.protocol.LayerCost;
import io.veilray.protocol.ModelInfo;
import io.veilray.protocol.NetworkPacking;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What one ticket of a model costs, known from its shape.
 *
 * @param trafficBytes both ways
 * @param waitingBytes while it waits: the masks and the products, l bits an entry, which is as much as the rounds send
 */
public record TicketCost(long trafficBytes, long waitingBytes) {
    /** Empty if the network cannot be packed, which a run says better. */
    public static Optional<TicketCost> of(ModelInfo model) {
        try {
            NetworkPacking packing =
                    new NetworkPacking(model.network(), model.network().mode().heParameters());
            return Optional.of(IntStream.range(0, model.network().rounds())
                    .mapToObj(round -> LayerCost.of(packing, round))
                    .map(cost -> new TicketCost(cost.ticketBytes(), cost.onlineBytesUp() + cost.onlineBytesDown()))
                    .reduce(new TicketCost(0, 0), TicketCost::plus));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private TicketCost plus(TicketCost other) {
        return new TicketCost(trafficBytes + other.trafficBytes, waitingBytes + other.waitingBytes);
    }
}
