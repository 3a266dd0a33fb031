package io.veilray.cloud.service;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.veilray.cloud.work.Lane;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.CloudException.Reason;
import io.veilray.wire.Statuses;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server's side of one stream. Answers are computed at once or later by the workers, and handed over in order to a
 * transport that wants them. The next message is asked for while few answers wait: memory does not grow with a client that
 * sends and never reads. Whatever ends the call, {@link #release} runs once, when nothing is being computed for it any
 * more; messages after that are dropped.
 */
abstract class StreamCall<Q, R> implements StreamObserver<Q> {
    private static final Logger LOG = LoggerFactory.getLogger(StreamCall.class);
    /** Answers are handed over while less than this waits to be sent: a few products. */
    private static final int READY_BYTES = 256 << 10;

    private final ServerCallStreamObserver<R> client;
    private final CallWatch watch;
    private final Client owner;
    private final Lane lane;
    private int mostAnswers;
    /** Everything below is touched in steps only. */
    private final Serial steps = new Serial();

    private final Queue<Answer<R>> answers = new ArrayDeque<>();
    private final long started = System.nanoTime();
    private volatile long lastMove = started;
    /** Answers that a worker is to compute or computes. */
    private int atWork;

    private boolean requestOwed;
    private boolean complete;
    private @Nullable Work<R> last;
    private volatile boolean ended;
    private boolean released;

    /** The place of one answer in their order. */
    private static final class Answer<R> {
        /** Null until they are computed. */
        private @Nullable Iterator<R> messages;
    }

    /** Makes an answer. */
    interface Work<R> {
        R make() throws CloudException;
    }

    /** @param mostAnswers a message is asked for only while fewer answers than that wait */
    StreamCall(ServerCallStreamObserver<R> client, CallWatch watch, Client owner, int mostAnswers) {
        this.client = client;
        this.watch = watch;
        this.owner = owner;
        this.lane = owner.share().lane();
        this.mostAnswers = mostAnswers;
    }

    /** Whose it is. */
    final Client owner() {
        return owner;
    }

    /** Whether it uses a ticket rather than making one. */
    boolean online() {
        return false;
    }

    /** Admits the call and asks for its first message. */
    final StreamCall<Q, R> begin() {
        client.disableAutoRequest();
        client.setOnReadyThreshold(READY_BYTES);
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
        place().messages = List.of(message).iterator();
    }

    /** An answer that a worker computes; its place in the order is the present one. */
    final void answerLater(Work<R> work) {
        answerLater(() -> List.of(work.make()), () -> {});
    }

    /**
     * The same, for work that makes any number of messages, none even.
     *
     * @param then runs after the work as a step of this call, before its answers are handed over
     */
    final void answerLater(Work<List<R>> work, Runnable then) {
        Answer<R> place = place();
        lane.add(() -> compute(work, place, then));
        atWork++;
    }

    private Answer<R> place() {
        Answer<R> place = new Answer<>();
        answers.add(place);
        return place;
    }

    private void compute(Work<List<R>> work, Answer<R> place, Runnable then) {
        Step after;
        try {
            List<R> made = ended ? List.of() : work.make();
            after = () -> {
                place.messages = made.iterator();
                then.run();
                handOver();
            };
        } catch (CloudException | RuntimeException | Error e) {
            after = () -> {
                throw e;
            };
        }
        computed(after);
    }

    /** What was computed is lost if the call has ended. */
    private void computed(Step after) {
        steps.run(() -> {
            atWork--;
            lastMove = System.nanoTime();
            unlessEnded(after);
            releaseIfIdle();
        });
    }

    /** From now on a message is asked for only when everything due to the ones before has been handed over. */
    final void takeTurns() {
        mostAnswers = 1;
    }

    /** No more messages are wanted: the call ends well once the answers are handed over. */
    final void complete() {
        complete = true;
    }

    /** The same with one more answer, which is made when all others have been handed over. */
    final void complete(Work<R> answer) {
        complete = true;
        last = answer;
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

    /** Ends the call if it has taken too long, or its client while nothing is at work for it. Any thread. */
    final void expire(Duration callTime, Duration messageWait) {
        long now = System.nanoTime();
        boolean tooLong = now - started > callTime.toNanos();
        if (tooLong || now - lastMove > messageWait.toNanos()) {
            owner.share()
                    .execute(() -> guarded(() -> {
                        if (tooLong || atWork == 0 && now - lastMove > messageWait.toNanos()) {
                            throw new CloudException(
                                    Reason.DEADLINE,
                                    tooLong
                                            ? "the call took longer than " + callTime.toMillis() + " ms"
                                            : "no message moved for " + messageWait.toMillis() + " ms");
                        }
                    }));
        }
    }

    /** Ends the call without a word: the server is gone. Any thread. */
    final void stop() {
        guarded(this::end);
    }

    private interface Step {
        void run() throws Throwable;
    }

    private void guarded(Step step) {
        steps.run(() -> unlessEnded(step));
    }

    /** A failure ends the call. */
    private void unlessEnded(Step step) {
        try {
            if (!ended) {
                step.run();
            }
        } catch (CloudException e) {
            fail(e);
        } catch (Throwable e) {
            LOG.error(
                    "{} failed with {}",
                    getClass().getSimpleName(),
                    e.getClass().getName());
            fail(e);
        }
    }

    private void handOver() throws CloudException {
        sendWhatMayGo();
        if (complete && answers.isEmpty()) {
            if (last != null) {
                send(last.make());
            }
            end();
            client.onCompleted();
        } else if (requestOwed && answers.size() < mostAnswers) {
            requestOwed = false;
            client.request(1);
        }
    }

    private void sendWhatMayGo() {
        while (!answers.isEmpty() && answers.element().messages != null) {
            Iterator<R> messages = answers.element().messages;
            if (!messages.hasNext()) {
                answers.remove();
            } else if (client.isReady()) {
                send(messages.next());
            } else {
                return;
            }
        }
    }

    private void send(R message) {
        client.onNext(message);
        lastMove = System.nanoTime();
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
        atWork -= lane.clear();
        releaseIfIdle();
    }

    private void releaseIfIdle() {
        if (ended && !released && atWork == 0) {
            released = true;
            watch.leave(this);
            release();
        }
    }
}
