package io.veilray.ui.scan;

import io.veilray.region.Slice;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Decoded slices of all open series, those used last. Bounded in bytes; a slice that is larger than the bound stays alone
 * until the next one comes.
 */
final class SliceCache {
    private final long maxBytes;
    private final Map<SliceEntry, Slice> slices = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    SliceCache(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** A quarter of the memory at most, and enough for 300 slices of 512x512. */
    static SliceCache usual() {
        return new SliceCache(Math.min(384L << 20, Runtime.getRuntime().maxMemory() / 4));
    }

    synchronized Optional<Slice> get(SliceEntry entry) {
        return Optional.ofNullable(slices.get(entry));
    }

    synchronized void put(SliceEntry entry, Slice slice) {
        forget(entry);
        slices.put(entry, slice);
        bytes += bytes(slice);
        while (bytes > maxBytes && slices.size() > 1) {
            forget(slices.keySet().iterator().next());
        }
    }

    synchronized void forget(SliceEntry entry) {
        Slice gone = slices.remove(entry);
        bytes -= gone == null ? 0 : bytes(gone);
    }

    synchronized long bytes() {
        return bytes;
    }

    private static long bytes(Slice slice) {
        return 4L * slice.widthPx() * slice.heightPx();
    }
}
