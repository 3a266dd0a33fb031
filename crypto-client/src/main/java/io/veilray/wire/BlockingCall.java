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
 * One gRPC call driven by one blocking thread. At most one received message waits here, since the next is asked for when
 * it is taken, and {@link #readyToSend} says when sending would only pile up. Interrupting the thread cancels the call.
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

    boolean readyToSend() {
        return call.isReady();
    }

    void send(Q message) {
        bytesUp += message.getSerializedSize();
        call.sendMessage(message);
    }

    void halfClose() {
        call.halfClose();
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
            await(false);
        }
    }

    /** Waits until a message is there, the call has ended or, if wanted, sending makes sense. */
    void await(boolean alsoUntilReady) throws CloudException {
        lock.lock();
        try {
            while (received.isEmpty() && end == null && !(alsoUntilReady && call.isReady())) {
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
            await(false);
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

    Traffic traffic() {
        return new Traffic(bytesUp, bytesDown);
    }

    private void cancel() {
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
