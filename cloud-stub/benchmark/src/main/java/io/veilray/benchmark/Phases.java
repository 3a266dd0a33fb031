package io.veilray.benchmark;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.LinkedHashMap;
import java.util.Map;

/** Processor time of all Java threads together, phase by phase. */
final class Phases {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private final Map<String, Double> milliseconds = new LinkedHashMap<>();
    private double mark;

    void start() {
        milliseconds.clear();
        mark = now();
    }

    /** What has passed since the last call belongs to this phase. */
    void lap(String phase) {
        double now = now();
        milliseconds.merge(phase, now - mark, Double::sum);
        mark = now;
    }

    void addTo(Series series) {
        milliseconds.forEach(series::add);
    }

    /** Milliseconds so far. */
    static double now() {
        long nanoseconds = 0;
        for (long id : THREADS.getAllThreadIds()) {
            nanoseconds += Math.max(0, THREADS.getThreadCpuTime(id));
        }
        return nanoseconds / 1e6;
    }

    /** Milliseconds of the whole process, the compiler's and the collector's with it, in steps of 10. */
    static double wholeProcess() {
        return SYSTEM.getProcessCpuTime() / 1e6;
    }
}
