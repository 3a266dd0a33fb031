package io.veilray.dicom.dimse;

import io.veilray.dicom.pacs.ArchiveException;
import io.veilray.dicom.pacs.ArchiveException.Reason;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One call of an archive: the work runs on a thread of its own, because a socket's reads cannot be interrupted, while the
 * caller watches over it and cancels. Cancelling sends C-CANCEL where a request is open, and aborts what does not end.
 */
final class Conversation {
    /** The work: what it throws is told to the caller. */
    @FunctionalInterface
    interface Work<T> {
        T on(Conversation conversation) throws IOException, UpperLayerException, ArchiveException;
    }

    private static final Duration WATCH_INTERVAL = Duration.ofMillis(100);
    private static final Duration CANCEL_PATIENCE = Duration.ofSeconds(1);

    private final String peer;
    private final Duration timeout;
    private Socket dialing;
    private Association association;
    private Association.Context openContext;
    private int openRequest;
    private boolean cancelled;
    private volatile boolean stuck;

    /** @param peer as told to the user */
    Conversation(String peer, Duration timeout) {
        this.peer = peer;
        this.timeout = timeout;
    }

    <T> T run(Work<T> work) throws ArchiveException, InterruptedException {
        FutureTask<T> task = new FutureTask<>(() -> work.on(this));
        Thread.ofPlatform().daemon().name("veilray-archive").start(task);
        try {
            T result = watched(task);
            if (isCancelled()) {
                throw cancelled(null);
            }
            return result;
        } catch (ExecutionException e) {
            throw told(e.getCause());
        } catch (InterruptedException e) {
            cancel();
            await(task, CANCEL_PATIENCE);
            abort();
            await(task, CANCEL_PATIENCE);
            throw e;
        }
    }

    private <T> T watched(FutureTask<T> task) throws ExecutionException, InterruptedException {
        while (true) {
            try {
                return task.get(WATCH_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                if (isStuck()) {
                    stuck = true;
                    abort();
                }
            }
        }
    }

    private static void await(FutureTask<?> task, Duration patience) {
        try {
            task.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException | InterruptedException e) {
            // it is over, or is given up: the caller's own interruption is on its way already
        }
    }

    /** To be told before connecting. */
    synchronized void dialing(Socket socket) {
        dialing = socket;
        if (cancelled) {
            close(socket);
        }
    }

    synchronized Association opened(Association opened) throws IOException {
        association = opened;
        dialing = null;
        opened.socket().timeout(timeout);
        if (cancelled) {
            opened.abort(Pdu.Abort.BY_USER, Pdu.Abort.UNSPECIFIED);
            throw new EOFException();
        }
        return opened;
    }

    /** Says which request a cancel would be for, before it is sent. */
    synchronized void requested(Association.Context context, int messageId) {
        openContext = context;
        openRequest = messageId;
    }

    synchronized void answered() {
        openContext = null;
    }

    synchronized boolean isCancelled() {
        return cancelled;
    }

    /** From any thread, without blocking for long: asks the archive to stop, or stops what has no such request. */
    void cancel() {
        Association standing;
        Association.Context context;
        synchronized (this) {
            cancelled = true;
            standing = association;
            context = openContext;
            if (dialing != null) {
                close(dialing);
            }
        }
        if (standing != null && context == null) {
            standing.abort(Pdu.Abort.BY_USER, Pdu.Abort.UNSPECIFIED);
        } else if (standing != null) {
            Thread.ofPlatform().daemon().name("veilray-cancel").start(() -> sendCancel(standing, context));
        }
    }

    /** Cancels, and aborts if that does not end the work. */
    void cancelFirmly() {
        cancel();
        Thread.ofPlatform().daemon().name("veilray-cancel").start(() -> {
            try {
                Thread.sleep(CANCEL_PATIENCE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            abort();
        });
    }

    private void sendCancel(Association standing, Association.Context context) {
        try {
            standing.cancel(context, openRequest);
        } catch (IOException e) {
            standing.abort(Pdu.Abort.BY_USER, Pdu.Abort.UNSPECIFIED);
        }
    }

    private synchronized boolean isStuck() {
        return association != null && association.socket().isStuck();
    }

    private void abort() {
        Association standing;
        synchronized (this) {
            standing = association;
            if (dialing != null) {
                close(dialing);
            }
        }
        if (standing != null) {
            standing.abort(Pdu.Abort.BY_USER, Pdu.Abort.UNSPECIFIED);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // nothing was sent over it yet
        }
    }

    private ArchiveException told(Throwable problem) {
        boolean wasCancelled = isCancelled();
        if (wasCancelled && !(problem instanceof Error)) {
            return cancelled(problem);
        }
        return switch (problem) {
            case ArchiveException known -> known;
            case UpperLayerException broken ->
                new ArchiveException(Reason.PROTOCOL, peer + " sent " + broken.getMessage(), broken);
            case IOException io -> told(io);
            case RuntimeException bug -> throw bug;
            case Error error -> throw error;
            default -> throw new IllegalStateException(problem);
        };
    }

    private ArchiveException cancelled(Throwable problem) {
        return new ArchiveException(Reason.CANCELLED, "the work with " + peer + " was cancelled", problem);
    }

    private ArchiveException told(IOException problem) {
        boolean stands = association != null;
        return switch (problem) {
            case OwnFileException file -> new ArchiveException(Reason.OWN_FILES, file.getMessage(), file);
            case FileSystemException file ->
                new ArchiveException(Reason.OWN_FILES, "a file of this computer could not be read or written", file);
            case UnknownHostException host ->
                new ArchiveException(Reason.UNREACHABLE, "there is no host of the name in " + peer, host);
            case ConnectException refused ->
                new ArchiveException(Reason.UNREACHABLE, "nothing answers at " + peer, refused);
            case NoRouteToHostException way -> new ArchiveException(Reason.UNREACHABLE, "no way leads to " + peer, way);
            case SocketTimeoutException silence -> timedOut(silence);
            case PeerAbortException abort ->
                new ArchiveException(
                        Reason.LOST, peer + " aborted the association (" + abort.getMessage() + ")", abort);
            default ->
                stuck
                        ? timedOut(problem)
                        : new ArchiveException(
                                Reason.LOST,
                                stands
                                        ? "the connection with " + peer + " ended in the middle of the work"
                                        : peer + " closed the connection before an association stood",
                                problem);
        };
    }

    private ArchiveException timedOut(IOException problem) {
        return new ArchiveException(Reason.TIMEOUT, peer + " did not answer in time", problem);
    }
}
