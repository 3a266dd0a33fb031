package io.veilray.ui.scan;

import io.veilray.dicom.PrivateFolder;
import io.veilray.dicom.derived.StoredResult;
import java.util.List;

/**
 * What came of opening. Closing it drops the slices from memory and deletes what was unpacked; a series of it then only
 * says that it was closed.
 */
public final class Opened implements AutoCloseable {
    private final List<FileSeries> series;
    private final List<StoredResult> results;
    private final List<SkippedFile> skipped;
    private final List<PrivateFolder> unpacked;

    Opened(
            List<FileSeries> series,
            List<StoredResult> results,
            List<SkippedFile> skipped,
            List<PrivateFolder> unpacked) {
        this.series = List.copyOf(series);
        this.results = List.copyOf(results);
        this.skipped = List.copyOf(skipped);
        this.unpacked = List.copyOf(unpacked);
    }

    public List<Series> series() {
        return List.copyOf(series);
    }

    /** Results that were read from files, one for each file that holds it. */
    public List<StoredResult> results() {
        return results;
    }

    public List<SkippedFile> skipped() {
        return skipped;
    }

    /** Deletes files, so not on the FX thread where a large zip file was opened. */
    @Override
    public void close() {
        series.forEach(FileSeries::close);
        unpacked.forEach(PrivateFolder::close);
    }
}
