package io.veilray.ui.classify;

import io.veilray.client.TicketPolicy;
import io.veilray.protocol.ModelInfo;
import java.util.Optional;
import java.util.OptionalInt;
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
    private final Supplier<Optional<WaitingTickets>> open;
    private final Executor screen;
    private final ReadOnlyObjectWrapper<OptionalInt> ready = new ReadOnlyObjectWrapper<>(OptionalInt.empty());
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

    /** How many are ready; empty where none are kept: switched off, not connected, no model. */
    public ReadOnlyObjectProperty<OptionalInt> readyProperty() {
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
        tickets.ifPresent(found -> {
            found.onChange(() -> screen.execute(this::count));
            found.bound(policy);
            if (model != null && policy.ready() > 0) {
                found.keep(model.id());
            }
        });
        count();
    }

    private void count() {
        Optional<WaitingTickets> tickets = open.get();
        boolean kept = tickets.isPresent() && model != null && policy.ready() > 0;
        ready.set(kept ? OptionalInt.of(tickets.get().ready(model.id())) : OptionalInt.empty());
    }
}
