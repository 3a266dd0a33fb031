package io.veilray.cloud.work;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who gets a worker next, counted in jobs and not in time: one worker, held until all jobs are there. */
@Timeout(30)
class WorkersTest {
    private final List<String> done = new ArrayList<>();

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs {@code adding} while the only worker is held, then lets it go and waits until it has nothing left to do. */
    private void queued(Workers workers, Runnable adding) throws InterruptedException {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        workers.execute(() -> {
            held.countDown();
            await(go);
        });
        held.await();
        adding.run();
        CountDownLatch empty = new CountDownLatch(1);
        // a lane of one job that asks for a further turn until its turn comes with nothing before it
        Lane last = workers.lane();
        int wanted = jobs;
        last.add(new Runnable() {
            @Override
            public void run() {
                if (done.size() < wanted) {
                    last.add(this);
                } else {
                    empty.countDown();
                }
            }
        });
        go.countDown();
        empty.await();
    }

    private int jobs;

    private Runnable job(String name) {
        jobs++;
        return () -> done.add(name);
    }

    @Test
    void lanes_takeTurnsJobByJob() throws InterruptedException {
        try (Workers workers = new Workers(1)) {
            queued(workers, () -> {
                Lane big = workers.lane();
                Lane small = workers.lane();
                for (int i = 0; i < 100; i++) {
                    big.add(job("big" + i));
                }
                for (int i = 0; i < 3; i++) {
                    small.add(job("small" + i));
                }
            });
        }
        assertEquals(103, done.size());
        assertEquals(List.of("big0", "small0", "big1", "small1", "big2", "small2", "big3"), done.subList(0, 7));
    }

    @Test
    void urgentJobs_goFirstInTheirOrder() throws InterruptedException {
        try (Workers workers = new Workers(1)) {
            queued(workers, () -> {
                Lane lane = workers.lane();
                lane.add(job("patient0"));
                lane.add(job("patient1"));
                workers.execute(job("urgent0"));
                workers.execute(job("urgent1"));
            });
        }
        assertEquals(List.of("urgent0", "urgent1", "patient0", "patient1"), done);
    }

    @Test
    void clearedLane_losesItsJobsAndNoOthers() throws InterruptedException {
        try (Workers workers = new Workers(1)) {
            queued(workers, () -> {
                Lane kept = workers.lane();
                Lane dropped = workers.lane();
                kept.add(job("kept"));
                dropped.add(() -> done.add("dropped"));
                dropped.add(() -> done.add("dropped"));
                assertEquals(2, dropped.clear());
                assertEquals(0, dropped.clear());
                dropped.add(job("later"));
            });
        }
        assertEquals(List.of("kept", "later"), done);
    }

    @Test
    void jobThatFails_harmsNoOther() throws InterruptedException {
        try (Workers workers = new Workers(1)) {
            queued(workers, () -> {
                workers.execute(() -> {
                    throw new IllegalStateException("a job of the test");
                });
                workers.lane().add(() -> {
                    throw new AssertionError("another job of the test");
                });
                workers.lane().add(job("next"));
            });
        }
        assertEquals(List.of("next"), done);
    }

    /** Asked for by the workers themselves, all at once: nobody may wait for a worker that waits. */
    @Test
    void parts_areRunOnceEachWhoeverAsks() throws InterruptedException {
        for (int count : new int[] {1, 2, 7}) {
            try (Workers workers = new Workers(count)) {
                AtomicIntegerArray runs = new AtomicIntegerArray(5 * 100);
                CountDownLatch finished = new CountDownLatch(5);
                for (int asker = 0; asker < 5; asker++) {
                    int first = 100 * asker;
                    workers.execute(() -> {
                        workers.forEach(100, part -> runs.incrementAndGet(first + part));
                        finished.countDown();
                    });
                }
                finished.await();
                int[] once = new int[500];
                java.util.Arrays.fill(once, 1);
                int[] actual = new int[500];
                java.util.Arrays.setAll(actual, runs::get);
                assertArrayEquals(once, actual);
            }
        }
    }

    @Test
    void partThatFails_failsForTheOneWhoAsked() {
        try (Workers workers = new Workers(2)) {
            assertThrows(
                    IllegalStateException.class,
                    () -> workers.forEach(10, part -> {
                        if (part == 7) {
                            throw new IllegalStateException("a part of the test");
                        }
                    }));
        }
    }

    @Test
    void closing_endsTheThreadsAfterTheLastJobAndRefusesMore() throws InterruptedException {
        Workers workers = new Workers(3);
        List<Thread> threads = new ArrayList<>();
        CountDownLatch all = new CountDownLatch(3);
        for (int i = 0; i < 3; i++) {
            workers.execute(() -> {
                synchronized (threads) {
                    threads.add(Thread.currentThread());
                }
                all.countDown();
                await(all); // so that each worker takes one
            });
        }
        all.await();
        CountDownLatch lastJob = new CountDownLatch(1);
        workers.lane().add(lastJob::countDown);
        workers.close();
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(0, lastJob.getCount());
        assertEquals(3, threads.size());
        assertThrows(RejectedExecutionException.class, () -> workers.execute(() -> {}));
        Lane lane = workers.lane();
        assertThrows(RejectedExecutionException.class, () -> lane.add(() -> {}));
        AtomicIntegerArray parts = new AtomicIntegerArray(3);
        workers.forEach(3, parts::incrementAndGet); // the caller alone
        assertEquals("[1, 1, 1]", parts.toString());
        assertTrue(threads.stream().noneMatch(Thread::isAlive));
    }
}
