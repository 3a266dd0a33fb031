package io.veilray.imagej.cloud;

import io.veilray.client.TicketPool;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Says once that all that was wanted is ready. */
final class ReadyStatus implements TicketPool.Listener {
    private final String model;
    private final Consumer<String> status;
    private final AtomicBoolean said = new AtomicBoolean();

    /** @param model id of the model that the user works with */
    ReadyStatus(String model, Consumer<String> status) {
        this.model = model;
        this.status = status;
    }

    @Override
    public void changed(String modelId, int ready, int wanted) {
        boolean all = modelId.equals(model) && wanted > 0 && ready == wanted;
        if (all && said.compareAndSet(false, true)) {
            status.accept("Veilray: " + ready
                    + (ready == 1 ? " private classification ready" : " private classifications ready"));
        }
    }
}
