package io.veilray.ui.classify;

import io.veilray.client.LocalCloud;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.CloudException.Reason;
import io.veilray.protocol.ModelInfo;
import io.veilray.wire.LoopbackTrust;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/**
 * The one connection of a window. Connects only where {@link #choose} says, in the background; a connection that was lost
 * is made again when it is next needed. Its state changes on the JavaFX thread; its methods may be called from any thread
 * and, but for {@link #borrow}, do not block.
 */
public final class CloudConnection implements AutoCloseable {
    /** After these the old connection is of no use: the server may have come back as another one. */
    private static final Set<Reason> BROKEN =
            Set.of(Reason.LOST, Reason.UNREACHABLE, Reason.NOT_TRUSTED, Reason.NOT_ADMITTED, Reason.VERSION_MISMATCH);

    private final CloudLinker linker;
    private final Supplier<Optional<LocalCloud>> local;
    private final Executor screen;
    private final ReadOnlyObjectWrapper<ConnectionState> state = new ReadOnlyObjectWrapper<>(ConnectionState.NONE);
    private final PreparedAhead ahead;
    private @Nullable CloudTarget target;
    private @Nullable CompletableFuture<LiveCloud> live;
    private List<ModelInfo> known = List.of();
    private CompletableFuture<Void> goodbye = CompletableFuture.completedFuture(null);
    private boolean closed;

    /** Over the wire; the local server is the one on the class path. */
    public CloudConnection() {
        this(CloudLinker.overTheWire(), LocalCloud::find, Platform::runLater);
    }

    /** @param screen runs what changes the state, on the JavaFX thread */
    CloudConnection(CloudLinker linker, Supplier<Optional<LocalCloud>> local, Executor screen) {
        this.linker = linker;
        this.local = local;
        this.screen = screen;
        this.ahead = new PreparedAhead(this::tickets, screen);
        state.addListener((property, before, now) -> ahead.fill());
    }

    /** What is kept ready over this connection. */
    public PreparedAhead ahead() {
        return ahead;
    }

    private synchronized Optional<WaitingTickets> tickets() {
        return live != null && live.state() == Future.State.SUCCESS
                ? live.resultNow().link().tickets()
                : Optional.empty();
    }

    public ReadOnlyObjectProperty<ConnectionState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    public ConnectionState state() {
        return state.get();
    }

    /** Leaves the old server, whose running job may finish, and connects to that one. */
    public synchronized void choose(CloudTarget wanted) {
        if (closed || wanted.equals(target) && live != null) {
            return;
        }
        known = wanted.equals(target) ? known : List.of();
        target = wanted;
        drop(LiveCloud::retire);
        begin(wanted);
    }

    /** Tries again where the user has chosen; does nothing while connected. */
    public synchronized void reconnect() {
        if (!closed && target != null && live == null) {
            begin(target);
        }
    }

    /** Asks the chosen server over a connection of its own, in the background. */
    public CompletableFuture<ConnectionTest> test() {
        CloudTarget chosen = target();
        return chosen.server().map(LoopbackTrust::apply).map(ConnectionTest::of).orElseGet(() -> {
            CompletableFuture<ConnectionTest> found = new CompletableFuture<>();
            Thread.ofVirtual().name("veilray-test").start(() -> found.complete(testLocal()));
            return found;
        });
    }

    private ConnectionTest testLocal() {
        try {
            LiveCloud cloud = borrow();
            try {
                return ConnectionTest.of(cloud.running().orElseThrow().endpoint())
                        .join()
                        .at(CloudTarget.LOCAL);
            } finally {
                cloud.release();
            }
        } catch (CloudException e) {
            return ConnectionTest.failed(CloudTarget.LOCAL, Failure.of(e, CloudTarget.LOCAL));
        } catch (RuntimeException e) {
            return ConnectionTest.failed(CloudTarget.LOCAL, Failure.of(e));
        }
    }

    /** What the user chose last; the server inside this program if nothing. */
    synchronized CloudTarget target() {
        return target == null ? CloudTarget.LOCAL : target;
    }

    /** The open connection, made first if need be; to be released. Blocks; interrupting the thread ends the wait. */
    LiveCloud borrow() throws CloudException {
        while (true) {
            try {
                LiveCloud cloud = attempt().get();
                if (cloud.acquire()) {
                    return cloud;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CloudException(Reason.CANCELLED, "waiting for the connection was cancelled", e);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof CloudException cloud) {
                    throw cloud;
                }
                throw new IllegalStateException("connecting failed", e.getCause());
            }
        }
    }

    private synchronized CompletableFuture<LiveCloud> attempt() throws CloudException {
        if (closed || target == null) {
            throw new CloudException(Reason.CANCELLED, closed ? "the window was closed" : "no server was chosen");
        }
        return live != null ? live : begin(target);
    }

    /** Takes note that a job failed there; the connection is given up if the failure was its. */
    synchronized void failed(LiveCloud cloud, CloudException why) {
        if (live == null || live.getNow(null) != cloud || !BROKEN.contains(why.reason())) {
            return;
        }
        drop(LiveCloud::retire);
        show(ConnectionState.failed(cloud.target(), Failure.of(why, cloud.target()), known));
    }

    private CompletableFuture<LiveCloud> begin(CloudTarget wanted) {
        CompletableFuture<LiveCloud> attempt = new CompletableFuture<>();
        live = attempt;
        show(ConnectionState.connecting(wanted, known));
        Thread.ofVirtual().name("veilray-connect").start(() -> connect(wanted, attempt));
        return attempt;
    }

    private void connect(CloudTarget wanted, CompletableFuture<LiveCloud> attempt) {
        try {
            LiveCloud cloud = LiveCloud.open(wanted, linker, local);
            attempt.complete(cloud); // first: whoever hears of the new state finds it open
            if (!connected(attempt, cloud)) {
                cloud.retire();
            }
        } catch (CloudException e) {
            failed(attempt, Failure.of(e, wanted), e);
        } catch (RuntimeException | Error e) {
            failed(attempt, Failure.of(e), e);
        }
    }

    /** Whether it is still wanted. */
    private synchronized boolean connected(CompletableFuture<LiveCloud> attempt, LiveCloud cloud) {
        if (live == attempt) {
            ConnectionState open = ConnectionState.open(cloud.target(), cloud.link());
            known = open.models();
            show(open);
        }
        return live == attempt;
    }

    private synchronized void failed(CompletableFuture<LiveCloud> attempt, Failure failure, Throwable why) {
        if (live == attempt) {
            live = null;
            show(ConnectionState.failed(target, failure, known));
        }
        attempt.completeExceptionally(why);
    }

    /** In the background, as closing says goodbye to the server. */
    private void drop(Consumer<LiveCloud> how) {
        CompletableFuture<LiveCloud> old = live;
        live = null;
        if (old != null) {
            Executor background =
                    task -> Thread.ofVirtual().name("veilray-goodbye").start(task);
            goodbye = old.thenAcceptAsync(how, background).exceptionally(failure -> null);
        }
    }

    private void show(ConnectionState now) {
        screen.execute(() -> state.set(now));
    }

    /** Ends the connection and the server inside this program, in the background; a job that still runs there fails. */
    @Override
    public synchronized void close() {
        closed = true;
        drop(LiveCloud::closeNow);
    }

    /** Done when the server that was left last has heard so; after {@link #close}, when nothing is left to do. */
    public synchronized CompletableFuture<Void> goodbye() {
        return goodbye;
    }
}
