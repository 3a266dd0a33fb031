package io.veilray.ui.classify;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * How long the steps of the last job of a model at a server took: the only basis for what the next one still needs. A
 * first job has none, and jobs with and without a ticket made before tell nothing of each other.
 */
final class PastTimes {
    /** @param prepared whether the ticket had been made before; not known to be until the rounds begin */
    record Course(String modelId, CloudTarget target, boolean prepared) {}

    /** Seconds since its start at which a job had come so far; by {@link Step#progress()}. */
    private final Map<Course, NavigableMap<Double, Double>> past = new HashMap<>();

    /** Takes note of a job that has completed. */
    void completed(Course course, NavigableMap<Double, Double> seconds) {
        past.put(course, new TreeMap<>(seconds));
    }

    /**
     * What is left if the rest takes as long as the last time; empty without a last time, and once it has taken longer.
     *
     * @param secondsThere how long the job has been as far as it is
     */
    OptionalDouble secondsLeft(Course course, double progress, double secondsThere) {
        NavigableMap<Double, Double> last = past.get(course);
        Map.Entry<Double, Double> then = last == null ? null : last.floorEntry(progress);
        if (then == null) {
            return OptionalDouble.empty();
        }
        double left = last.lastEntry().getValue() - then.getValue() - secondsThere;
        return left > 0 ? OptionalDouble.of(left) : OptionalDouble.empty();
    }
}
