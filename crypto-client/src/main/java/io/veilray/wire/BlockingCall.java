package io.veilray.wire;

import com.google.protobuf.MessageLite;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.CloudException.Reason;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One gRPC call driven by one blocking thread, or by one that reads and another that sends. At most one received message
 * waits here, or as many more as {@link #readAhead} said, since the next is asked for when one is taken. Interrupting the
 * thread that reads cancels the call.
 */
final class BlockingCall<Q extends MessageLite, R extends MessageLite> implements AutoCloseable {
    /** Makes a failure of the status a call ended with. */
    interface Failures {
        CloudException of(Status status, @Nullable Metadata trailers);
    }

    private final ClientCall<Q, R> call;
    private final Failures failures;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Queue<R> received = new ArrayDeque<>();
    private @Nullable Status end;
    private @Nullable Metadata trailers;
    private boolean cancelled;
    private int sent;
    private long bytesUp;
    private long bytesDown;

    BlockingCall(ClientCall<Q, R> call, Failures failures) {
        this.call = call;
        this.failures = failures;
        call.start(new Listener(), new Metadata());
        call.request(1);
    }

    private final class Listener extends ClientCall.Listener<R> {
        @Override
        public void onMessage(R message) {
            change(() -> received.add(message));
        }

        @Override
        public void onReady() {
            change(() -> {});
        }

        @Override
        public void onClose(Status status, Metadata metadata) {
            change(() -> {
                end = status;
                trailers = metadata;
            });
        }
    }

    private void change(Runnable what) {
        lock.lock();
        try {
            what.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Lets that many more received messages wait here. */
    void readAhead(int messages) {
        call.request(messages);
    }

    /** Waits until what is sent would not only pile up; false if the call has ended. Only that ends the wait. */
    boolean awaitReady() {
        lock.lock();
        try {
            while (!over() && !call.isReady()) {
                changed.awaitUninterruptibly();
            }
            return !over();
        } finally {
            lock.unlock();
        }
    }

    /** Does nothing once the call has ended. */
    void send(Q message) {
        change(() -> {
            if (!over()) {
                call.sendMessage(message);
                sent++;
                bytesUp += message.getSerializedSize();
            }
        });
    }

    private boolean over() {
        return cancelled || end != null;
    }

    /** Messages sent so far. */
    int sent() {
        lock.lock();
        try {
            return sent;
        } finally {
            lock.unlock();
        }
    }

    void halfClose() {
        change(() -> {
            if (!over()) {
                call.halfClose();
            }
        });
    }

    /** The next message if there is one now; fails if the call has ended. */
    @Nullable
    R poll() throws CloudException {
        lock.lock();
        try {
            requireNotInterrupted();
            R message = received.poll();
            if (message != null) {
                bytesDown += message.getSerializedSize();
                call.request(1);
            } else if (end != null) {
                throw ended();
            }
            return message;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the next message; fails if the call ends first. */
    R read() throws CloudException {
        while (true) {
            R message = poll();
            if (message != null) {
                return message;
            }
            await(Integer.MAX_VALUE);
        }
    }

    /** Waits until a message is there, the call has ended or more messages than that were sent. */
    void await(int sentBefore) throws CloudException {
        lock.lock();
        try {
            while (received.isEmpty() && end == null && sent <= sentBefore) {
                changed.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            requireNotInterrupted();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the call to end well; anything else is a failure. */
    void requireEnd() throws CloudException {
        lock.lock();
        try {
            await(Integer.MAX_VALUE);
            if (!received.isEmpty()) {
                throw new CloudException(Reason.PROTOCOL, "the server sent a message after the last one that was due");
            }
            if (!Status.OK.getCode().equals(end.getCode())) {
                throw failures.of(end, trailers);
            }
        } finally {
            lock.unlock();
        }
    }

    private CloudException ended() {
        return end.isOk()
                ? new CloudException(Reason.PROTOCOL, "the server ended the call before it was complete")
                : failures.of(end, trailers);
    }

    private void requireNotInterrupted() throws CloudException {
        if (Thread.currentThread().isInterrupted()) {
            cancel();
            throw new CloudException(Reason.CANCELLED, "the call to the server was cancelled");
        }
    }

    /** Once nothing more is sent. */
    Traffic traffic() {
        lock.lock();
        try {
            return new Traffic(bytesUp, bytesDown);
        } finally {
            lock.unlock();
        }
    }

    private void cancel() {
        cancelled = true;
        changed.signalAll();
        call.cancel("cancelled by the client", null);
    }

    /** Cancels the call unless it has ended. */
    @Override
    public void close() {
        lock.lock();
        try {
            if (end == null) {
                cancel();
            }
        } finally {
            lock.unlock();
        }
    }
}
