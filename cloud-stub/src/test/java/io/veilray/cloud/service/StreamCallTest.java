package io.veilray.cloud.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.Attributes;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.veilray.cloud.work.Lane;
import io.veilray.cloud.work.Workers;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.CloudException.Reason;
import io.veilray.protocol.ServerSession;
import io.veilray.wire.v1.PrepareBegin;
import io.veilray.wire.v1.PrepareRequest;
import io.veilray.wire.v1.PrepareResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A stream at the server, with a client and a transport that do what they like. */
@Timeout(30)
class StreamCallTest {
    private static final int MOST_ANSWERS = 16;
    private static final int ANSWERS_EACH = 5;

    private final Workers workers = new Workers(1);
    private final Client client =
            new Clients(ClientLimits.DEFAULT, InstantSource.system(), workers).of(Attributes.EMPTY);
    private final CallWatch watch = new CallWatch(ServerPolicy.DEFAULT, new Refusals(), () -> {});
    private final Transport transport = new Transport();

    @AfterEach
    void stop() {
        watch.close();
        workers.close();
    }

    /** Remembers what it was handed; touched by one thread at a time. */
    private static final class Transport extends ServerCallStreamObserver<Integer> {
        final List<Integer> sent = new ArrayList<>();
        volatile boolean ready;
        volatile int requested;
        volatile int completed;
        volatile Status.Code failure;
        Runnable onReady;
        Runnable onCancel;

        @Override
        public boolean isReady() {
            return ready;
        }

        @Override
        public void onNext(Integer message) {
            sent.add(message);
        }

        @Override
        public void onError(Throwable thrown) {
            assertEquals(null, failure);
            failure = Status.fromThrowable(thrown).getCode();
        }

        @Override
        public void onCompleted() {
            completed++;
        }

        @Override
        public void request(int count) {
            requested += count;
        }

        @Override
        public void setOnReadyHandler(Runnable handler) {
            onReady = handler;
        }

        @Override
        public void setOnCancelHandler(Runnable handler) {
            onCancel = handler;
        }

        @Override
        public boolean isCancelled() {
            return false;
        }

        @Override
        public void setCompression(String compression) {}

        @Override
        public void disableAutoInboundFlowControl() {}

        @Override
        public void disableAutoRequest() {}

        @Override
        public void setMessageCompression(boolean enable) {}
    }

    /** Answers message m by five numbers from 5 m on, each computed by a worker; the message -1 completes it. */
    private final class Numbers extends StreamCall<Integer, Integer> {
        volatile int released;
        volatile boolean failing;
        /** Passed by every computation. */
        volatile CountDownLatch gate = new CountDownLatch(0);

        final CountDownLatch computing = new CountDownLatch(1);

        Numbers() {
            super(transport, watch, client, MOST_ANSWERS);
            begin();
        }

        @Override
        void accept(Integer message) {
            if (message < 0) {
                complete(() -> message);
                return;
            }
            for (int i = 0; i < ANSWERS_EACH; i++) {
                int number = ANSWERS_EACH * message + i;
                answerLater(() -> compute(number));
            }
        }

        private int compute(int number) {
            computing.countDown();
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            if (failing) {
                throw new IllegalStateException("a computation of the test");
            }
            return number;
        }

        @Override
        void release() {
            released++;
        }
    }

    /** Waits until the worker has done what waits now. */
    private void settle() throws InterruptedException {
        for (int round = 0; round < 2 * MOST_ANSWERS; round++) {
            CountDownLatch turn = new CountDownLatch(1);
            Lane lane = workers.lane();
            lane.add(turn::countDown);
            turn.await();
        }
    }

    private static List<Integer> upTo(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    /** Four messages make 20 answers; the fifth is asked for when fewer than 16 wait, and the client has read 5. */
    @Test
    void clientThatNeverReads_isAskedForNoMoreThanAFewMessages() throws InterruptedException {
        Numbers call = new Numbers();
        int next = 0;
        while (next < transport.requested) {
            call.onNext(next++);
            settle();
        }
        assertEquals(4, next);
        assertEquals(List.of(), transport.sent);
        transport.ready = true;
        transport.onReady.run();
        assertEquals(upTo(20), transport.sent);
        assertEquals(5, transport.requested);
        call.onNext(-1);
        assertEquals(-1, transport.sent.getLast());
        assertEquals(1, transport.completed);
        assertEquals(1, call.released);
        assertEquals(0, watch.running());
    }

    @Test
    void failedComputation_endsItsCallAndNoOther() throws InterruptedException {
        Transport others = new Transport();
        others.ready = true;
        Numbers failing = new Numbers();
        StreamCall<Integer, Integer> other = new StreamCall<>(others, watch, client, MOST_ANSWERS) {
            @Override
            void accept(Integer message) {
                answerLater(() -> message);
            }

            @Override
            void release() {}
        };
        other.begin();
        failing.failing = true;
        failing.onNext(0);
        other.onNext(7);
        settle();
        assertEquals(Status.Code.INTERNAL, transport.failure);
        assertEquals(List.of(), transport.sent);
        assertEquals(1, failing.released);
        assertEquals(List.of(7), others.sent);
        assertEquals(null, others.failure);
        assertEquals(1, watch.running());
        others.onCancel.run();
        assertEquals(0, watch.running());
    }

    /** What is being computed uses what release destroys. */
    @Test
    void cancelledCall_isReleasedWhenItsComputationHasEndedAndNotBefore() throws InterruptedException {
        Numbers call = new Numbers();
        call.gate = new CountDownLatch(1);
        call.onNext(0);
        call.computing.await();
        transport.onCancel.run();
        assertEquals(0, call.released);
        assertEquals(1, watch.running());
        call.gate.countDown();
        settle();
        assertEquals(1, call.released);
        assertEquals(0, watch.running());
        assertEquals(List.of(), transport.sent);
        assertEquals(null, transport.failure);
    }

    @Test
    void callThatWaitsForAWorker_isNotTakenForASilentClient() throws InterruptedException {
        Numbers call = new Numbers();
        call.gate = new CountDownLatch(1);
        call.onNext(0);
        call.computing.await();
        call.expire(Duration.ofDays(1), Duration.ofNanos(1));
        call.gate.countDown();
        settle();
        assertEquals(null, transport.failure);
        call.expire(Duration.ofDays(1), Duration.ofNanos(1));
        settle();
        assertEquals(Status.Code.DEADLINE_EXCEEDED, transport.failure);
        assertEquals(1, call.released);
    }

    @Test
    void callThatTakesTooLong_endsEvenWhileItIsAtWork() throws InterruptedException {
        Numbers call = new Numbers();
        call.gate = new CountDownLatch(1);
        call.onNext(0);
        call.computing.await();
        call.expire(Duration.ofNanos(1), Duration.ofDays(1));
        assertFalse(call.released > 0);
        call.gate.countDown();
        settle();
        assertEquals(Status.Code.DEADLINE_EXCEEDED, transport.failure);
        assertTrue(call.released == 1);
    }

    /** Message m has m answers, which one job makes; 0 completes the call, a negative one breaks the protocol. */
    private StreamCall<Integer, Integer> turns(List<String> order) {
        return new StreamCall<Integer, Integer>(transport, watch, client, MOST_ANSWERS) {
            @Override
            void accept(Integer message) {
                takeTurns();
                answerLater(() -> answers(message), () -> {
                    order.add("after " + message + ", sent " + transport.sent.size());
                    if (message == 0) {
                        complete(() -> -1);
                    }
                });
            }

            private List<Integer> answers(int count) throws CloudException {
                if (count < 0) {
                    throw new CloudException(Reason.PROTOCOL, "a message of the test");
                }
                return upTo(count);
            }

            @Override
            void release() {
                order.add("released");
            }
        }.begin();
    }

    @Test
    void turns_askForTheNextMessageWhenEveryAnswerHasGone() throws InterruptedException {
        List<String> order = new ArrayList<>();
        StreamCall<Integer, Integer> call = turns(order);
        call.onNext(3);
        settle();
        assertEquals(1, transport.requested);
        assertEquals(List.of(), transport.sent);
        transport.ready = true;
        transport.onReady.run();
        assertEquals(upTo(3), transport.sent);
        assertEquals(2, transport.requested);
        call.onNext(0);
        settle();
        assertEquals(List.of(0, 1, 2, -1), transport.sent);
        assertEquals(List.of("after 3, sent 0", "after 0, sent 3", "released"), order);
        assertEquals(1, transport.completed);
    }

    @Test
    void workThatFindsTheProtocolBroken_endsTheCallWithThatReason() throws InterruptedException {
        List<String> order = new ArrayList<>();
        turns(order).onNext(-1);
        settle();
        assertEquals(Status.Code.INVALID_ARGUMENT, transport.failure);
        assertEquals(List.of("released"), order);
    }

    @Test
    void clientThatOverdrewItsWork_beginsNoTicket() {
        client.workSeconds().use(1e9);
        Refusals refusals = new Refusals();
        @SuppressWarnings("unchecked")
        var observer = (ServerCallStreamObserver<PrepareResponse>) (ServerCallStreamObserver<?>) transport;
        PrepareStream call = new PrepareStream(observer, watch, client, null, null, refusals);
        call.begin();
        call.onNext(PrepareRequest.newBuilder()
                .setBegin(PrepareBegin.newBuilder().setRequest(ServerSession.randomName()))
                .build());
        assertEquals(Status.Code.RESOURCE_EXHAUSTED, transport.failure);
        assertEquals("work 1", refusals.toString());
        assertEquals(0, watch.running());
    }

    @Test
    void workOfAClient_isTakenFromItsAllowance() throws InterruptedException {
        Client counted = new Client(ClientKey.of(Attributes.EMPTY), ClientLimits.DEFAULT, () -> Instant.EPOCH, workers);
        CountDownLatch begun = new CountDownLatch(1);
        counted.share().execute(() -> {
            begun.countDown();
            for (long now = System.nanoTime(); System.nanoTime() == now; ) {
                Thread.onSpinWait();
            }
        });
        begun.await();
        settle();
        assertFalse(counted.workSeconds().full());
        assertTrue(counted.workSeconds().overdrawn().isZero());
    }

    /** A quarter of the calls is for tickets that are there. */
    @Test
    void callsThatMakeTickets_leaveRoomForThoseThatUseThem() {
        ServerPolicy four = ServerPolicy.DEFAULT.withClient(new ClientLimits(9, 4, 9, 9, 9, 9));
        Refusals refusals = new Refusals();
        try (CallWatch few = new CallWatch(four, refusals, () -> {})) {
            for (boolean online : new boolean[] {false, false, false, false, true, true}) {
                new StreamCall<Integer, Integer>(new Transport(), few, client, MOST_ANSWERS) {
                    @Override
                    boolean online() {
                        return online;
                    }

                    @Override
                    void accept(Integer message) {}

                    @Override
                    void release() {}
                }.begin();
            }
            assertEquals(4, few.running());
            assertEquals(1, few.online());
            assertEquals("calls 2", refusals.toString());
            assertEquals(4, client.running);
        }
        assertEquals(0, client.running);
    }
}
