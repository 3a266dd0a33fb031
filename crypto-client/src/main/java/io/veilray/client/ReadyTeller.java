package io.veilray.client;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Tells the listener of every count that changed; several threads may ask it to, and the latest state is told last. */
final class ReadyTeller {
    /** Tickets of a model that are ready, and how many there should be. */
    record Count(int ready, int wanted) {}

    private final Supplier<Map<String, Count>> counts;
    private final Map<String, Count> told = new HashMap<>();
    private TicketPool.Listener listener = (modelId, ready, wanted) -> {};

    /** @param counts the state now, by model */
    ReadyTeller(Supplier<Map<String, Count>> counts) {
        this.counts = counts;
    }

    synchronized void setListener(TicketPool.Listener next) {
        listener = next;
        told.clear();
        tell();
    }

    /** Call it while holding no lock that {@code counts} takes. */
    synchronized void tell() {
        counts.get().forEach((modelId, count) -> {
            if (!count.equals(told.put(modelId, count))) {
                listener.changed(modelId, count.ready(), count.wanted());
            }
        });
    }
}
