package io.veilray.soak;

import io.veilray.protocol.CloudException;
import java.util.Map;
import java.util.TreeMap;

/** What came of all that the clients did. Safe for use by several threads. */
final class Tally {
    static final String COMPLETED = "completed";
    static final String REFUSED = "refused";
    static final String CANCELLED = "cancelled";
    static final String KILLED = "killed";
    static final String WRONG = "wrong";
    static final String FAILED = "failed ";
    static final String BAD_INPUT = "bad input refused";
    static final String ACCEPTED = "bad input accepted";
    static final String LEFT = "connected and left";

    private final Map<String, Integer> counts = new TreeMap<>();
    private final Map<String, Integer> byModel = new TreeMap<>();

    synchronized void count(String what) {
        counts.merge(what, 1, Integer::sum);
    }

    synchronized void completed(String model) {
        count(COMPLETED);
        byModel.merge(model, 1, Integer::sum);
    }

    void failed(CloudException e) {
        switch (e.reason()) {
            case BUSY -> count(REFUSED);
            case CANCELLED -> count(CANCELLED);
            default -> count(FAILED + e.reason());
        }
    }

    synchronized int of(String what) {
        return counts.getOrDefault(what, 0);
    }

    /** Of all reasons together. */
    synchronized int failed() {
        return counts.entrySet().stream()
                .filter(each -> each.getKey().startsWith(FAILED))
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    synchronized Map<String, Integer> all() {
        return new TreeMap<>(counts);
    }

    synchronized Map<String, Integer> models() {
        return new TreeMap<>(byModel);
    }
}
