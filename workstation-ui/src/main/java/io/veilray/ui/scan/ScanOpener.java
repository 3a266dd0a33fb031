package io.veilray.ui.scan;

import java.nio.file.Path;
import java.util.List;

/**
 * Opens what a user drops: files, folders, zip files and DICOMDIRs, in any mixture. Reads headers only, so that a folder
 * of gigabytes opens in seconds. All that one opener opens shares one bounded memory for decoded slices.
 */
public final class ScanOpener {
    private final SliceCache cache;
    private final OpeningLimits limits;

    public ScanOpener() {
        this(SliceCache.usual(), OpeningLimits.USUAL);
    }

    ScanOpener(SliceCache cache, OpeningLimits limits) {
        this.cache = cache;
        this.limits = limits;
    }

    /**
     * Blocks: never on the FX thread. What cannot be opened is listed in the result; nothing of a file makes this throw.
     *
     * @throws InterruptedException if the thread was interrupted or {@code progress} asked to stop; nothing is left behind
     */
    public Opened open(List<Path> dropped, OpeningProgress progress) throws InterruptedException {
        Opening opening = new Opening(cache, limits, progress);
        boolean done = false;
        try {
            Opened opened = opening.run(dropped);
            done = true;
            return opened;
        } finally {
            if (!done) {
                opening.abandon();
            }
        }
    }
}
