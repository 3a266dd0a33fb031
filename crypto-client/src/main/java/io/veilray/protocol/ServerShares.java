package io.veilray.protocol;

import io.veilray.compare.GadgetServer;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** What the server keeps of a ticket besides its seed: in strict and quadratic mode its half of every gadget. Secret; wiped by close. */
public final class ServerShares implements AutoCloseable {
    private final @Nullable StrictPlan plan;
    private final List<GadgetServer> gadgets;
    private final AtomicBoolean used = new AtomicBoolean();

    ServerShares(@Nullable StrictPlan plan, List<GadgetServer> gadgets) {
        this.plan = plan;
        this.gadgets = gadgets;
    }

    /** Those of masked mode: nothing. */
    public static ServerShares none() {
        return new ServerShares(null, List.of());
    }

    /** About what they take while the ticket waits. */
    public long bytes() {
        return plan == null ? 0 : plan.serverStoredBytes();
    }

    /** The plan they were made for; they are spent from here on. */
    StrictPlan use() {
        if (plan == null) {
            throw new IllegalStateException("a ticket of masked mode has no comparisons");
        }
        if (!used.compareAndSet(false, true)) {
            throw new IllegalStateException("the comparisons of this ticket have been used");
        }
        return plan;
    }

    GadgetServer gadget(int index) {
        return gadgets.get(index);
    }

    @Override
    public void close() {
        used.set(true);
        gadgets.forEach(GadgetServer::close);
    }
}
