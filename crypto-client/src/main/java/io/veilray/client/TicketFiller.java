package io.veilray.client;

import io.veilray.protocol.CloudException;
import io.veilray.protocol.CloudException.Reason;
import io.veilray.protocol.ModelInfo;
import io.veilray.wire.MessageProgress;
import io.veilray.wire.TicketCodec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The thread that makes the pool's tickets. */
final class TicketFiller {
    /** What the thread asks of the server. */
    interface Maker {
        /** Runs the offline phase. */
        Ticket make(ModelInfo model, MessageProgress progress) throws CloudException;

        /** Tells that tickets will not be used. */
        void drop(String session, List<String> names) throws CloudException;
    }

    /** What is to be done next. */
    sealed interface Task {}

    record Make(ModelInfo model) implements Task {}

    record Drop(String session, List<String> names) implements Task {}

    /** Failures that do not pass by themselves. */
    private static final Set<Reason> LASTING = EnumSet.of(
            Reason.REFUSED, Reason.UNKNOWN_MODEL, Reason.NOT_TRUSTED, Reason.NOT_ADMITTED, Reason.VERSION_MISMATCH);

    /** Failures after which the server may still be told. */
    private static final Set<Reason> PASSING =
            EnumSet.of(Reason.LOST, Reason.UNREACHABLE, Reason.DEADLINE, Reason.BUSY);

    private static final Duration LONGEST_STOP = Duration.ofSeconds(1);

    private final TicketPool pool;
    private final Maker maker;
    private final InstantSource clock;
    private final Path files;
    private volatile @Nullable Thread thread;

    /** Of the thread alone; there once a ticket waits in a file. */
    private @Nullable TicketFolder folder;

    TicketFiller(TicketPool pool, Maker maker, InstantSource clock, Path files) {
        this.pool = pool;
        this.maker = maker;
        this.clock = clock;
        this.files = files;
    }

    /** Starts the thread unless it runs; guarded by the pool. */
    void start() {
        if (thread == null) {
            thread = Thread.ofPlatform()
                    .daemon()
                    .name("veilray-tickets")
                    .priority(Thread.MIN_PRIORITY)
                    .start(this::work);
        }
    }

    /** Ends the thread of a closed pool, cancels what it makes, and waits for a second at most. */
    void stop() {
        if (thread == null) {
            return;
        }
        thread.interrupt();
        boolean interrupted = Thread.interrupted();
        try {
            thread.join(LONGEST_STOP);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        TicketFolder.removeLeftovers(files);
        try {
            for (Optional<Task> task = pool.awaitTask(); task.isPresent(); task = pool.awaitTask()) {
                switch (task.get()) {
                    case Make make -> make(make.model());
                    case Drop drop -> drop(drop);
                }
            }
        } catch (InterruptedException e) {
            // the pool was closed
        } finally {
            if (folder != null) {
                folder.close();
            }
        }
    }

    private void drop(Drop tickets) {
        try {
            maker.drop(tickets.session(), tickets.names());
        } catch (CloudException e) {
            if (PASSING.contains(e.reason())) {
                pool.notDropped(tickets, e.retryAfter().orElse(Duration.ZERO));
            } // else the server drops them by itself when their time is over
        }
    }

    /** A disk that is full or not writable is a failure as any other: what cannot wait as the user wants does not wait. */
    private void make(ModelInfo model) {
        TicketPolicy.Storage storage = pool.policy().storage();
        try {
            if (storage == TicketPolicy.Storage.ENCRYPTED_FILES) {
                folder().requireRoom(TicketCodec.bytes(model.network()));
            }
            try (Ticket ticket = maker.make(model, (sent, received) -> pool.giveWay(model))) {
                keep(model, ticket, storage);
            }
        } catch (CloudException e) {
            failed(model, e);
        } catch (IOException e) {
            pool.failedForNow(Duration.ZERO);
        } catch (RuntimeException e) {
            pool.failed(model); // our own bug: the next classification meets it too and shows it
        } finally {
            pool.ended();
        }
    }

    private void failed(ModelInfo model, CloudException failure) {
        if (LASTING.contains(failure.reason())) {
            pool.failed(model);
        } else {
            pool.failedForNow(failure.retryAfter().orElse(Duration.ZERO));
        }
    }

    private void keep(ModelInfo model, Ticket ticket, TicketPolicy.Storage storage) throws CloudException, IOException {
        try {
            pool.made(waiting(model, ticket, storage));
        } catch (CloudException | IOException e) {
            drop(new Drop(ticket.session(), List.of(ticket.name())));
            throw e;
        }
    }

    private WaitingTicket waiting(ModelInfo model, Ticket ticket, TicketPolicy.Storage storage)
            throws CloudException, IOException {
        if (WaitingTicket.longestWait(ticket.life()).compareTo(WaitingTicket.LEAST_WAIT) < 0) {
            throw new CloudException(
                    Reason.REFUSED, "the server keeps tickets for " + ticket.life() + ", too briefly to wait");
        }
        byte[] content = TicketCodec.pack(ticket.shares(), model.network());
        return new WaitingTicket(
                model,
                ticket.session(),
                ticket.name(),
                ticket.traffic(),
                clock.instant(),
                ticket.life(),
                storage,
                box(ticket.name(), content, storage));
    }

    private TicketBox box(String name, byte[] content, TicketPolicy.Storage storage) throws IOException {
        if (storage == TicketPolicy.Storage.MEMORY) {
            return TicketBox.inMemory(content);
        }
        try {
            return folder().seal(name, content);
        } finally {
            Arrays.fill(content, (byte) 0);
        }
    }

    private TicketFolder folder() throws IOException {
        if (folder == null || !folder.exists()) {
            folder = new TicketFolder(files);
        }
        return folder;
    }
}
