package io.veilray.ui.classify;

import io.veilray.protocol.ModelInfo;
import io.veilray.protocol.NetworkCost;
import java.util.Optional;

/**
 * What one ticket of a model costs, known from its shape.
 *
 * @param trafficBytes both ways
 * @param waitingBytes while it waits on this computer
 */
public record TicketCost(long trafficBytes, long waitingBytes) {
    /** Empty if the network cannot be packed, which a run says better. */
    public static Optional<TicketCost> of(ModelInfo model) {
        try {
            NetworkCost cost = NetworkCost.of(model.network());
            return Optional.of(new TicketCost(cost.ticketBytes(), cost.waitingBytes()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
