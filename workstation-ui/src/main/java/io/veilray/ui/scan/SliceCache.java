package io.veilray.ui.scan;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Decoded slices of all open series, those used last. Bounded in bytes; a slice that is larger than the bound stays alone
 * until the next one comes.
 */
final class SliceCache {
    private final long maxBytes;
    private final Map<SliceEntry, Scan> slices = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    SliceCache(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** A quarter of the memory at most, and enough for 300 slices of 512x512. */
    static SliceCache usual() {
        return new SliceCache(Math.min(384L << 20, Runtime.getRuntime().maxMemory() / 4));
    }

    synchronized Optional<Scan> get(SliceEntry entry) {
        return Optional.ofNullable(slices.get(entry));
    }

    synchronized void put(SliceEntry entry, Scan slice) {
        forget(entry);
        slices.put(entry, slice);
        bytes += bytes(slice);
        while (bytes > maxBytes && slices.size() > 1) {
            forget(slices.keySet().iterator().next());
        }
    }

    synchronized void forget(SliceEntry entry) {
        Scan gone = slices.remove(entry);
        bytes -= gone == null ? 0 : bytes(gone);
    }

    synchronized long bytes() {
        return bytes;
    }

    private static long bytes(Scan scan) {
        long values = scan.appearance().colours().isPresent() ? 2 : 1;
        return 4 * values * scan.slice().widthPx() * scan.slice().heightPx();
    }
}
