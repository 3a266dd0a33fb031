package io.veilray.ui.scan;

import io.veilray.region.Slice;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Slices that are shown one after the other. The header is in memory, pixels are decoded when they are asked for and kept
 * as far as memory allows. May be used from several threads.
 */
public interface Series {
    /** For the list on the screen: modality, description, size. May come from the file, so it never leaves the screen. */
    String title();

    /** DICOM code such as CT; empty for pictures without a header. */
    Optional<String> modality();

    int slices();

    /** Costs nothing: from the header. The first slice is 0. */
    SliceInfo info(int index);

    /**
     * Decodes a slice, or gives it from memory. Blocks: never on the FX thread.
     *
     * @throws ScanException with one sentence for the user
     */
    Slice slice(int index) throws ScanException;

    /**
     * The slice with how its file wants it shown; blocks like {@link #slice}.
     *
     * @throws ScanException with one sentence for the user
     */
    default Scan scan(int index) throws ScanException {
        return new Scan(slice(index), title(), notes(index));
    }

    /** The slice if it is in memory, without waiting. */
    Optional<Slice> cached(int index);

    /** The file that a slice is read from; empty where there is none. */
    default Optional<Path> source(int index) {
        return Optional.empty();
    }

    /** The DICOM frame behind a slice; empty for pictures. */
    default Optional<SliceOrigin> origin(int index) {
        return Optional.empty();
    }

    default Optional<Scan> cachedScan(int index) {
        return cached(index).map(slice -> new Scan(slice, title(), notes(index)));
    }

    /** Sentences about what was not done as the file asks, of the slices decoded so far. */
    List<String> notes(int index);
}
