package io.veilray.ui.classify;

import io.veilray.client.LocalCloud;
import io.veilray.client.TicketPolicy;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.CloudException.Reason;
import io.veilray.wire.LoopbackTrust;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A link that several jobs share. Once retired it closes when the last of them lets go, so that switching to another
 * server breaks nothing that runs. Safe for use by several threads.
 */
final class LiveCloud {
    private final CloudTarget target;
    private final CloudLink link;
    private final Optional<LocalCloud.Running> running;
    private int users;
    private boolean retired;
    private boolean closed;

    private LiveCloud(CloudTarget target, CloudLink link, Optional<LocalCloud.Running> running) {
        this.target = target;
        this.link = link;
        this.running = running;
    }

    /** Connects, and starts the server inside this program first if that is the target; blocks. */
    static LiveCloud open(CloudTarget target, CloudLinker linker, Supplier<Optional<LocalCloud>> local)
            throws CloudException {
        if (target.server().isPresent()) {
            return new LiveCloud(
                    target, linker.connect(LoopbackTrust.apply(target.server().get())), Optional.empty());
        }
        LocalCloud.Running running = start(local.get());
        try {
            return new LiveCloud(target, linker.connect(running.endpoint()), Optional.of(running));
        } catch (CloudException | RuntimeException e) {
            running.close();
            throw e;
        }
    }

    private static LocalCloud.Running start(Optional<LocalCloud> cloud) throws CloudException {
        try {
            return cloud.orElseThrow(() -> new IOException("this installation has none"))
                    .start(0, Optional.empty());
        } catch (IOException e) {
            throw new CloudException(Reason.UNREACHABLE, "the local server did not start: " + e.getMessage(), e);
        }
    }

    CloudTarget target() {
        return target;
    }

    CloudLink link() {
        return link;
    }

    /** The server inside this program, if this is it. */
    Optional<LocalCloud.Running> running() {
        return running;
    }

    /** Whether the caller may use it now and must release it later; not once it is retired. */
    synchronized boolean acquire() {
        if (!retired) {
            users++;
        }
        return !retired;
    }

    void release() {
        end(-1, false, false);
    }

    /** Lets nobody in any more and makes no more tickets. May close the link, which blocks for a moment. */
    void retire() {
        link.tickets().ifPresent(tickets -> tickets.bound(TicketPolicy.NONE));
        end(0, true, false);
    }

    /** Closes it under whoever still uses it. */
    void closeNow() {
        end(0, true, true);
    }

    private void end(int change, boolean retire, boolean force) {
        synchronized (this) {
            users += change;
            retired |= retire;
            if (closed || !retired || users > 0 && !force) {
                return;
            }
            closed = true;
        }
        try {
            link.close();
        } finally {
            running.ifPresent(LocalCloud.Running::close);
        }
    }
}
