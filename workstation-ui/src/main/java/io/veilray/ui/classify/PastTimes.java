package io.veilray.ui.classify;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * How long the steps of the last job of a model at a server took: the only basis for what the next one still needs. A
 * first job has none.
 */
final class PastTimes {
    private record Course(String modelId, CloudTarget target) {}

    /** Seconds since its start at which a job had come so far; by {@link Step#progress()}. */
    private final Map<Course, NavigableMap<Double, Double>> past = new HashMap<>();

    /** Takes note of a job that has completed. */
    void completed(String modelId, CloudTarget target, NavigableMap<Double, Double> seconds) {
        past.put(new Course(modelId, target), new TreeMap<>(seconds));
    }

    /**
     * What is left if the rest takes as long as the last time; empty without a last time, and once it has taken longer.
     *
     * @param secondsThere how long the job has been as far as it is
     */
    OptionalDouble secondsLeft(String modelId, CloudTarget target, double progress, double secondsThere) {
        NavigableMap<Double, Double> last = past.get(new Course(modelId, target));
        Map.Entry<Double, Double> then = last == null ? null : last.floorEntry(progress);
        if (then == null) {
            return OptionalDouble.empty();
        }
        double left = last.lastEntry().getValue() - then.getValue() - secondsThere;
        return left > 0 ? OptionalDouble.of(left) : OptionalDouble.empty();
    }
}
