package io.veilray.cloud.service;

import io.veilray.protocol.CloudException;
import io.veilray.protocol.CloudException.Reason;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The running streams: admits no more than the limit and ends those that take too long. */
final class CallWatch implements AutoCloseable {
    private static final long TICK_MS = 100;

    private final ServiceLimits limits;
    private final Set<StreamCall<?, ?>> running = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("veilray-call-watch").factory());

    CallWatch(ServiceLimits limits, Runnable alsoOnTick) {
        this.limits = limits;
        ticker.scheduleAtFixedRate(
                () -> {
                    running.forEach(call -> call.expire(limits.callTime(), limits.messageWait()));
                    alsoOnTick.run();
                },
                TICK_MS,
                TICK_MS,
                TimeUnit.MILLISECONDS);
    }

    synchronized void admit(StreamCall<?, ?> call) throws CloudException {
        if (running.size() >= limits.mostCalls()) {
            throw new CloudException(
                    Reason.BUSY, "all " + limits.mostCalls() + " calls that may run at once are running");
        }
        running.add(call);
    }

    void leave(StreamCall<?, ?> call) {
        running.remove(call);
    }

    int running() {
        return running.size();
    }

    @Override
    public void close() {
        ticker.shutdownNow();
    }
}
