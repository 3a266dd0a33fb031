package io.veilray.client;

import java.util.LinkedHashMap;
import java.util.Map;

/** Milliseconds by phase, each from the end of the one before. */
final class PhaseClock {
    private final long start = System.nanoTime();
    private final Map<String, Double> laps = new LinkedHashMap<>();
    private long last = start;

    private static double millis(long nanos) {
        return nanos / 1e6;
    }

    void lap(String phase) {
        long now = System.nanoTime();
        laps.put(phase, millis(now - last));
        last = now;
    }

    /** Ignored after the first time. */
    void lapOnce(String phase) {
        if (!laps.containsKey(phase)) {
            lap(phase);
        }
    }

    double total() {
        return millis(System.nanoTime() - start);
    }

    /** The phases in order, after the connection's and before the total of all but the connection. */
    Map<String, Double> millis(double connectMillis) {
        Map<String, Double> out = new LinkedHashMap<>();
        out.put("connect", connectMillis);
        out.putAll(laps);
        out.put("total", total());
        return out;
    }
}
