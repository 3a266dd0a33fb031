package io.veilray.ui.classify;

import io.veilray.client.TicketPolicy;
import io.veilray.protocol.ModelInfo;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/**
 * Keeps private classifications of the chosen model ready while there is a connection. A failure in the background shows
 * in nothing but that none is ready. Keeps none until it is told how many. On the JavaFX thread.
 */
public final class PreparedAhead {
    /** How many of a model are ready; 0 while the first is being made. */
    public record Ready(ModelInfo model, int count) {}

    private final Supplier<Optional<WaitingTickets>> open;
    private final Executor screen;
    private final ReadOnlyObjectWrapper<Optional<Ready>> ready = new ReadOnlyObjectWrapper<>(Optional.empty());
    private TicketPolicy policy = TicketPolicy.NONE;
    private @Nullable ModelInfo model;

    /**
     * @param open the tickets of the connection; empty while there is none
     * @param screen runs on the JavaFX thread
     */
    PreparedAhead(Supplier<Optional<WaitingTickets>> open, Executor screen) {
        this.open = open;
        this.screen = screen;
    }

    /** Empty where none are kept: switched off, not connected, no model, or tickets that the server does not give. */
    public ReadOnlyObjectProperty<Optional<Ready>> readyProperty() {
        return ready.getReadOnlyProperty();
    }

    public TicketPolicy policy() {
        return policy;
    }

    /** The model they are kept for; empty before there is one. */
    public Optional<ModelInfo> model() {
        return Optional.ofNullable(model);
    }

    /** Keeps so many from now on; what is too much is destroyed. */
    public void bound(TicketPolicy now) {
        policy = now;
        fill();
    }

    /** Keeps them for that model from now on. */
    void choose(@Nullable ModelInfo now) {
        model = now;
        fill();
    }

    /** Makes what is missing, as when the user begins to draw: a pool that has given up tries again. */
    public void fill() {
        Optional<WaitingTickets> tickets = open.get();
        tickets.ifPresent(found -> found.bound(policy));
        if (tickets.isEmpty() || model == null || policy.ready() == 0) {
            ready.set(Optional.empty());
            return;
        }
        tickets.get().keep(model.id());
        tickets.get()
                .onChange(
                        (id, count, wanted) -> screen.execute(() -> told(tickets.get(), id, wanted == 0 ? -1 : count)));
    }

    /** @param count negative if none are wanted */
    private void told(WaitingTickets by, String id, int count) {
        boolean current = open.get().equals(Optional.of(by))
                && model != null
                && model.id().equals(id);
        if (current) {
            ready.set(count < 0 ? Optional.empty() : Optional.of(new Ready(model, count)));
        }
    }
}
