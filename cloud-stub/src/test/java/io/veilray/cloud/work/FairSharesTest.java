package io.veilray.cloud.work;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who gets a worker next among clients: one worker, held until all jobs are there, and a clock that only jobs move. */
@Timeout(30)
class FairSharesTest {
    private static final long MILLISECOND = 1_000_000;

    private final AtomicLong clock = new AtomicLong();
    private final Workers workers = new Workers(1, clock::get);
    private final List<String> done = new ArrayList<>();
    private final Map<String, Long> used = new ConcurrentHashMap<>();
    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch go = new CountDownLatch(1);
    private final CountDownLatch finished = new CountDownLatch(1);

    private int jobs;

    @AfterEach
    void stop() {
        workers.close();
    }

    private Share share(String client) {
        return workers.share(nanos -> used.merge(client, nanos, Long::sum));
    }

    private Runnable job(String name, long milliseconds) {
        jobs++;
        return () -> {
            clock.addAndGet(milliseconds * MILLISECOND);
            done.add(name);
            if (done.size() == jobs) {
                finished.countDown();
            }
        };
    }

    private void hold() throws InterruptedException {
        workers.execute(() -> {
            held.countDown();
            try {
                go.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        held.await();
    }

    /** Lets the worker go and waits until all jobs are done. */
    private void letGo() throws InterruptedException {
        go.countDown();
        finished.await();
        assertEquals(jobs, done.size());
    }

    @Test
    void clientWithEightCalls_getsNoMoreThanOneWithOne() throws InterruptedException {
        hold();
        Share greedy = share("greedy");
        for (int call = 0; call < 8; call++) {
            Lane lane = greedy.lane();
            for (int i = 0; i < 10; i++) {
                lane.add(job("greedy" + call, 1));
            }
        }
        Lane polite = share("polite").lane();
        for (int i = 0; i < 10; i++) {
            polite.add(job("polite", 1));
        }
        letGo();
        assertEquals(10, done.subList(0, 20).stream().filter("polite"::equals).count());
        assertEquals(List.of("greedy0", "polite", "greedy1", "polite", "greedy2"), done.subList(0, 5));
        assertEquals(10 * MILLISECOND, used.get("polite"));
    }

    @Test
    void urgentJobsOfAFlood_takeTurnsWithThoseOfOthers() throws InterruptedException {
        hold();
        Share greedy = share("greedy");
        for (int i = 0; i < 30; i++) {
            greedy.execute(job("greedy", 0));
        }
        Share polite = share("polite");
        polite.execute(job("polite0", 0));
        polite.execute(job("polite1", 0));
        letGo();
        assertEquals(List.of("greedy", "polite0", "greedy", "polite1", "greedy"), done.subList(0, 5));
    }

    /** 100 urgent jobs of 4 ms against products of 5 ms: a product each 20 ms, a fifth of the time. */
    @Test
    void urgentFlood_leavesTicketsAFifthOfTheTime() throws InterruptedException {
        hold();
        Share greedy = share("greedy");
        for (int i = 0; i < 100; i++) {
            greedy.execute(job("urgent", 4));
        }
        Lane tickets = share("polite").lane();
        for (int i = 0; i < 20; i++) {
            tickets.add(job("product", 5));
        }
        letGo();
        assertEquals(List.of("urgent", "urgent", "urgent", "urgent", "urgent", "product"), done.subList(0, 6));
        assertEquals(20, done.subList(0, 120).stream().filter("product"::equals).count(), 1);
    }

    /** A long product was paid in advance: the urgent jobs after it get their four times as much. */
    @Test
    void longProduct_isPaidForBeforeTheNext() throws InterruptedException {
        hold();
        Share online = share("online");
        for (int i = 0; i < 200; i++) {
            online.execute(job("urgent", 1));
        }
        Lane tickets = share("tickets").lane();
        tickets.add(job("long", 40));
        tickets.add(job("next", 1));
        letGo();
        assertEquals(20, done.indexOf("long"));
        assertEquals(20 + 1 + 160, done.indexOf("next"));
    }

    /** An online round that is over in 20 ms is not held up by tickets at all. */
    @Test
    void shortOnlineRound_goesBeforeEveryProduct() throws InterruptedException {
        hold();
        Lane tickets = share("tickets").lane();
        for (int i = 0; i < 5; i++) {
            tickets.add(job("product", 5));
        }
        Share online = share("online");
        for (int i = 0; i < 10; i++) {
            online.execute(job("urgent", 1));
        }
        letGo();
        assertEquals(10, done.indexOf("product"));
    }
}
