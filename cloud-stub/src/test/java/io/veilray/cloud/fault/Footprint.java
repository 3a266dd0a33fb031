package io.veilray.cloud.fault;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What this process holds after garbage collection; client, server and what stands between them are all in it.
 *
 * @param tickets unused ones on the server
 */
record Footprint(int threads, long files, long heapBytes, int sessions, int tickets, long strictBytes) {
    private static final int LONGEST_MS = 10_000;

    /** Once threads that were told to end have ended, or after ten seconds. */
    static Footprint now(FaultBench bench) throws Exception {
        int threads = running();
        for (int waited = 0; waited < LONGEST_MS; waited += 1000) {
            Thread.sleep(1000);
            int next = running();
            if (next >= threads) {
                break;
            }
            threads = next;
        }
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(100);
        }
        return new Footprint(
                running(),
                open(),
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
                bench.server.service().sessions(),
                bench.server.service().tickets(),
                bench.server.service().strictBytes());
    }

    private static int running() {
        return ManagementFactory.getThreadMXBean().getThreadCount();
    }

    private static long open() throws Exception {
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            return all.count();
        }
    }
}
