package io.veilray.ui.scan;

import io.veilray.region.Slice;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Slices in files, decoded when they are asked for. */
final class FileSeries implements Series {
    private final String title;
    private final Optional<String> modality;
    private final List<SliceEntry> entries;
    private final SliceCache cache;
    private volatile boolean closed;

    FileSeries(String name, Optional<String> modality, List<SliceEntry> entries, SliceCache cache) {
        this.title = name + (name.isEmpty() ? "" : ", ") + size(entries);
        this.modality = modality;
        this.entries = List.copyOf(entries);
        this.cache = cache;
    }

    /** Width, height and number of slices: 512x512x300. */
    private static String size(List<SliceEntry> entries) {
        SliceInfo first = entries.getFirst().info();
        return first.widthPx() + "x" + first.heightPx() + (entries.size() > 1 ? "x" + entries.size() : "");
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public Optional<String> modality() {
        return modality;
    }

    @Override
    public int slices() {
        return entries.size();
    }

    @Override
    public SliceInfo info(int index) {
        return entries.get(index).info();
    }

    @Override
    public Slice slice(int index) throws ScanException {
        return scan(index).slice();
    }

    @Override
    public Scan scan(int index) throws ScanException {
        SliceEntry entry = entries.get(index);
        Optional<Scan> decoded = cache.get(entry);
        if (decoded.isPresent()) {
            return decoded.get();
        }
        if (closed) {
            throw new ScanException(entry.found().shown() + " was closed: open it again.");
        }
        return entry.decode(cache);
    }

    @Override
    public Optional<Slice> cached(int index) {
        return cachedScan(index).map(Scan::slice);
    }

    @Override
    public Optional<Scan> cachedScan(int index) {
        return cache.get(entries.get(index));
    }

    @Override
    public Optional<Path> source(int index) {
        return Optional.of(entries.get(index).found().file());
    }

    @Override
    public Optional<SliceOrigin> origin(int index) {
        return entries.get(index).origin();
    }

    @Override
    public List<String> notes(int index) {
        return entries.get(index).notes();
    }

    /** The file of a slice as the user knows it. */
    String file(int index) {
        return entries.get(index).found().shown();
    }

    void close() {
        closed = true;
        entries.forEach(cache::forget);
    }
}
