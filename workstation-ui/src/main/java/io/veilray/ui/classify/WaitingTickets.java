package io.veilray.ui.classify;

import io.veilray.client.TicketPolicy;
import io.veilray.client.TicketPool;

/** Tickets made before they are wanted, as far as a front end uses them; the real ones are a {@link TicketPool}. */
public interface WaitingTickets {
    /** Changes how many are kept, for how long and where. */
    void bound(TicketPolicy policy);

    /** Keeps those of that model ready from now on, rather than of any other. */
    void keep(String modelId);

    /** How many of that model are ready now. */
    int ready(String modelId);

    /** @param listener called on any thread whenever a count may have changed */
    void onChange(Runnable listener);

    static WaitingTickets of(TicketPool pool) {
        return new WaitingTickets() {
            @Override
            public void bound(TicketPolicy policy) {
                pool.setPolicy(policy);
            }

            @Override
            public void keep(String modelId) {
                pool.keepReady(modelId);
            }

            @Override
            public int ready(String modelId) {
                return pool.ready(modelId);
            }

            @Override
            public void onChange(Runnable listener) {
                pool.setListener((modelId, ready, wanted) -> listener.run());
            }
        };
    }
}
