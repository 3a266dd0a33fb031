package io.veilray.client;

/** Tickets made in the background before they are wanted. Safe for use by several threads. */
public final class TicketPool {
    /** Told how many tickets of a model are ready, on any thread; must return quickly. */
    @FunctionalInterface
    public interface Listener {
        void changed(String modelId, int ready, int wanted);
    }

    TicketPool() {}

    /** Keeps tickets of that model ready from now on; the model named last is filled first. An unknown model is ignored. */
    public void keepReady(String modelId) {}

    /** Changes the bounds for all models; surplus tickets are destroyed. */
    public void setPolicy(TicketPolicy policy) {}

    /** Tickets of that model that are ready now. */
    public int ready(String modelId) {
        return 0;
    }

    /** Who is told of changes; there is one. */
    public void setListener(Listener listener) {}
}
