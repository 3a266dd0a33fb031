package io.veilray.ui.classify;

import io.veilray.result.Classification;
import io.veilray.result.HeatMap;
import java.util.Optional;

/**
 * A heat map that was made, or the part of one that a failure left. Equal to itself only.
 *
 * @param map with at least one window examined
 * @param failure what ended it early; the map is incomplete then
 */
public record HeatResult(
        HeatRequest request, HeatMap map, Optional<Failure> failure, CloudTarget server, double seconds) {
    public String shownClass() {
        return map.classes().get(request.classIndex());
    }

    /** Both ways, tickets included; what second tries cost is not in it. */
    public long bytes() {
        return map.examined().stream().mapToLong(HeatResult::bytes).sum();
    }

    private static long bytes(Classification one) {
        return one.bytesUp() + one.bytesDown() + one.bytesOffline();
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
