package io.veilray.ui.scan;

import io.veilray.dicom.DicomDataset;
import io.veilray.dicom.DicomException;
import io.veilray.dicom.DicomFile;
import io.veilray.dicom.PrivateFolder;
import io.veilray.dicom.derived.DerivedReader;
import io.veilray.dicom.derived.StoredResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One opening under way: files that wait, and what came of the others. */
final class Opening {
    private final SliceCache cache;
    private final OpeningLimits limits;
    private final OpeningProgress progress;
    private final ZipUnpacker unpacker;
    private final Deque<Found> waiting = new ArrayDeque<>();
    private final Set<Path> seen = new HashSet<>();
    private final Map<String, String> images = new HashMap<>();
    private final SeriesGroups groups = new SeriesGroups();
    private final List<StoredResult> results = new ArrayList<>();
    private final List<SkippedFile> skipped = new ArrayList<>();
    private final List<PrivateFolder> unpacked = new ArrayList<>();
    private int done;
    private int slices;

    Opening(SliceCache cache, OpeningLimits limits, OpeningProgress progress) {
        this.cache = cache;
        this.limits = limits;
        this.progress = progress;
        this.unpacker = new ZipUnpacker(limits, this::isCancelled);
    }

    Opened run(List<Path> dropped) throws InterruptedException {
        for (Path each : dropped) {
            waiting.addAll(FileSweep.of(each, limits, this::isCancelled, skipped::add));
            requireRunning();
        }
        while (!waiting.isEmpty()) {
            requireRunning();
            if (done == limits.files()) {
                skip(
                        waiting.getFirst(),
                        "and " + (waiting.size() - 1) + " files after it were left out, since only " + limits.files()
                                + " are opened at once: drop them by themselves.");
                break;
            }
            open(waiting.removeFirst());
            progress.files(++done, done + waiting.size());
        }
        return new Opened(groups.series(cache), results, skipped, unpacked);
    }

    void abandon() {
        unpacked.forEach(PrivateFolder::close);
    }

    private boolean isCancelled() {
        return Thread.currentThread().isInterrupted() || progress.cancelled();
    }

    private void requireRunning() throws InterruptedException {
        if (isCancelled()) {
            throw new InterruptedException("opening was cancelled");
        }
    }

    private void open(Found found) throws InterruptedException {
        try {
            Sentences.naming(found.shown(), () -> {
                read(found);
                return found;
            });
        } catch (ScanException e) {
            requireRunning(); // an interrupt closes the file that is being read
            skipped.add(new SkippedFile(found.shown(), e.getMessage()));
        }
    }

    private void skip(Found found, String reason) {
        skipped.add(new SkippedFile(found.shown(), found.shown() + " " + reason));
    }

    private void read(Found found) throws IOException, DicomException, ScanException {
        if (!seen.add(found.file().toRealPath())) {
            return;
        }
        byte[] head = ScanReader.head(found.file());
        if (ZipUnpacker.isZip(head)) {
            unpack(found);
            return;
        }
        Limits.requireFile(Files.size(found.file()));
        if (DicomFile.isLikely(head)) {
            readDicom(found);
        } else {
            int[] size = RasterScan.size(found.file(), RasterScan.format(head));
            add(FileHeader.picture(found, size[0], size[1]));
        }
    }

    private void unpack(Found zip) throws IOException, ScanException {
        PrivateFolder folder = PrivateFolder.create();
        try {
            waiting.addAll(unpacker.unpack(zip, folder, skipped::add).all());
            unpacked.add(folder);
        } catch (IOException | ScanException | RuntimeException | Error e) {
            folder.close();
            throw e;
        }
    }

    private void readDicom(Found found) throws IOException, DicomException, ScanException {
        try (DicomFile file = DicomFile.open(found.file())) {
            DicomDataset dataset = file.dataset();
            if (DicomDirectory.isOne(dataset)) {
                follow(found, DicomDirectory.files(dataset));
            } else if (DerivedReader.isResult(dataset)) {
                readResults(dataset);
            } else {
                add(FileHeader.dicom(found, file, limits.slices() - slices));
            }
        }
    }

    private void readResults(DicomDataset dataset) throws ScanException {
        try {
            results.addAll(DerivedReader.read(dataset));
        } catch (DicomException e) {
            throw new ScanException(e.getMessage(), e);
        }
    }

    private void add(FileHeader header) throws ScanException {
        if (header.frames().size() > limits.slices() - slices) {
            throw new ScanException(
                    "was left out, since only " + limits.slices() + " slices are opened at once: drop it by itself");
        }
        String shown = header.found().shown();
        String first = header.identity().isEmpty() ? null : images.putIfAbsent(header.identity(), shown);
        if (first != null) {
            throw new ScanException(
                    "has the SOP Instance UID of " + first + " and is taken for a copy: drop it by itself to see it");
        }
        slices += header.frames().size();
        groups.add(header);
    }

    private void follow(Found directory, List<List<String>> files) throws IOException, ScanException {
        if (files.isEmpty()) {
            throw new ScanException("is a DICOMDIR that lists no file: drop the folder with the images instead");
        }
        for (List<String> names : files) {
            String shown = directory.shownBeside(names);
            boolean beside = DicomDirectory.staysBeside(names);
            Optional<Found> file = beside ? directory.beside(names) : Optional.empty();
            file.ifPresentOrElse(
                    waiting::add,
                    () -> skipped.add(new SkippedFile(
                            shown,
                            beside
                                    ? shown + " is listed in " + directory.shown()
                                            + " but is not there: copy the whole disc or folder."
                                    : directory.shown() + " names a file outside its folder, which was left out: drop"
                                            + " that file by itself.")));
        }
    }
}
