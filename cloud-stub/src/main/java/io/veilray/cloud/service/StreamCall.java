package io.veilray.cloud.service;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.CloudException.Reason;
import io.veilray.wire.Statuses;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server's side of one stream. One message is taken at a time, and the next is asked for when all answers to the one
 * before have been handed to a transport that wanted them: memory does not grow with a client that sends and never reads.
 * Whatever ends the call, {@link #release} runs once; messages after that are dropped.
 */
abstract class StreamCall<Q, R> implements StreamObserver<Q> {
    private static final Logger LOG = LoggerFactory.getLogger(StreamCall.class);

    private final ServerCallStreamObserver<R> client;
    private final CallWatch watch;
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<R> answers = new ArrayDeque<>();
    private final long started = System.nanoTime();
    private volatile long lastMove = started;
    private boolean requestOwed;
    private boolean complete;
    private boolean ended;

    StreamCall(ServerCallStreamObserver<R> client, CallWatch watch) {
        this.client = client;
        this.watch = watch;
    }

    /** Admits the call and asks for its first message. */
    final StreamCall<Q, R> begin() {
        client.disableAutoRequest();
        client.setOnReadyHandler(() -> guarded(this::handOver));
        client.setOnCancelHandler(() -> guarded(this::end));
        guarded(() -> {
            watch.admit(this);
            client.request(1);
        });
        return this;
    }

    /** Handles one message. */
    abstract void accept(Q message) throws CloudException;

    /** Destroys what the call held; runs once. */
    abstract void release();

    final void answer(R message) {
        answers.add(message);
    }

    /** No more messages are wanted: the call ends well once the answers are handed over. */
    final void complete() {
        complete = true;
    }

    @Override
    public final void onNext(Q message) {
        guarded(() -> {
            lastMove = System.nanoTime();
            if (complete) {
                throw new CloudException(Reason.PROTOCOL, "the client sent a message after the last one that was due");
            }
            requestOwed = true;
            accept(message);
            handOver();
        });
    }

    @Override
    public final void onCompleted() {
        guarded(() -> {
            if (!complete) {
                throw new CloudException(Reason.PROTOCOL, "the client ended the call before it was complete");
            }
        });
    }

    @Override
    public final void onError(Throwable cancelled) {
        guarded(this::end);
    }

    /** Ends the call if it or its client has taken too long. Skips a call that is at work, which is asked again soon. */
    final void expire(Duration callTime, Duration messageWait) {
        long now = System.nanoTime();
        boolean tooLong = now - started > callTime.toNanos();
        if ((tooLong || now - lastMove > messageWait.toNanos()) && lock.tryLock()) {
            try {
                guarded(() -> {
                    throw new CloudException(
                            Reason.DEADLINE,
                            tooLong
                                    ? "the call took longer than " + callTime.toMillis() + " ms"
                                    : "no message moved for " + messageWait.toMillis() + " ms");
                });
            } finally {
                lock.unlock();
            }
        }
    }

    private interface Step {
        void run() throws CloudException;
    }

    /** Runs a step unless the call has ended; a failure ends it. */
    private void guarded(Step step) {
        lock.lock();
        try {
            if (!ended) {
                step.run();
            }
        } catch (CloudException e) {
            fail(e);
        } catch (RuntimeException | Error e) {
            LOG.error(
                    "{} failed with {}",
                    getClass().getSimpleName(),
                    e.getClass().getName());
            fail(e);
        } finally {
            lock.unlock();
        }
    }

    private void handOver() {
        while (!answers.isEmpty() && client.isReady()) {
            client.onNext(answers.remove());
            lastMove = System.nanoTime();
        }
        if (answers.isEmpty() && complete) {
            end();
            client.onCompleted();
        } else if (answers.isEmpty() && requestOwed) {
            requestOwed = false;
            client.request(1);
        }
    }

    private void fail(Throwable failure) {
        if (!ended) {
            end();
            client.onError(Statuses.toStatus(failure));
        }
    }

    private void end() {
        ended = true;
        answers.clear();
        watch.leave(this);
        release();
    }
}
