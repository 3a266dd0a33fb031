package io.veilray.ui.classify;

import io.veilray.client.TicketPolicy;
import io.veilray.client.TicketPool;

/** Tickets made before they are wanted, as far as a front end uses them; the real ones are a {@link TicketPool}. */
public interface WaitingTickets {
    /** Changes how many are kept, for how long and where. */
    void bound(TicketPolicy policy);

    /** Keeps those of that model ready from now on, before any other's. */
    void keep(String modelId);

    /**
     * @param listener told on any thread, the present state at once; none are wanted of a model whose tickets cannot be
     *     made
     */
    void onChange(TicketPool.Listener listener);

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
            public void onChange(TicketPool.Listener listener) {
                pool.setListener(listener);
            }
        };
    }
}
