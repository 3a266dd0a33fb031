package io.veilray.cloud.service;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs steps one at a time, in the order in which they come. A thread that brings one while another thread runs one
 * leaves it to that thread: nobody waits. A step that throws does not keep the next ones from running.
 */
final class Serial {
    private static final Logger LOG = LoggerFactory.getLogger(Serial.class);

    private final Queue<Runnable> steps = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();

    void run(Runnable step) {
        steps.add(step);
        if (waiting.getAndIncrement() > 0) {
            return;
        }
        do {
            runNext();
        } while (waiting.decrementAndGet() > 0);
    }

    private void runNext() {
        try {
            steps.remove().run();
        } catch (RuntimeException | Error e) {
            LOG.error("a step failed with {}", e.getClass().getName());
        }
    }
}
