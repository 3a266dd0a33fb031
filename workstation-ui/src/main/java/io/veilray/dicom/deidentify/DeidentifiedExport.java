package io.veilray.dicom.deidentify;

import io.veilray.dicom.DicomDataset;
import io.veilray.dicom.DicomException;
import io.veilray.dicom.DicomFile;
import io.veilray.dicom.DicomWriter;
import io.veilray.dicom.Tags;
import io.veilray.dicom.TransferSyntax;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.stream.Stream;

/** Writes de-identified copies of files under names that are numbers only, in one session of a {@link Deidentifier}. */
public final class DeidentifiedExport {
    private static final String DIRECTORY = "1.2.840.10008.1.3.10";

    private final Path folder;
    private final boolean pixelsChecked;
    private final Deidentifier deidentifier;
    private final Map<String, Integer> objectsOfSeries = new HashMap<>();
    private final Map<String, Integer> seriesNumbers = new HashMap<>();
    private final List<Exported.LeftOut> leftOut = new ArrayList<>();
    private int objects;
    private int risky;
    private int others;

    private DeidentifiedExport(Path folder, boolean pixelsChecked, Deidentifier deidentifier) {
        this.folder = folder;
        this.pixelsChecked = pixelsChecked;
        this.deidentifier = deidentifier;
    }

    /**
     * Reads and writes file after file; an interrupt ends it with an IOException, what is written stays.
     *
     * @param sources files, and folders that are searched
     * @param folder empty or yet to be made
     * @param pixelsChecked whether somebody has looked at the pixels: without that, objects with a {@link PixelRisk} are
     *     left out
     * @param progress hears the number of files done
     */
    public static Exported write(List<Path> sources, Path folder, boolean pixelsChecked, IntConsumer progress)
            throws IOException {
        Map<Path, Boolean> files = files(sources);
        Files.createDirectories(folder);
        try (Deidentifier deidentifier = new Deidentifier()) {
            DeidentifiedExport export = new DeidentifiedExport(folder, pixelsChecked, deidentifier);
            int done = 0;
            for (Map.Entry<Path, Boolean> file : files.entrySet()) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new ClosedByInterruptException();
                }
                export.copy(file.getKey(), file.getValue());
                progress.accept(++done);
            }
            return new Exported(export.objects, export.risky, export.others, List.copyOf(export.leftOut));
        }
    }

    /** Whether an export may go there: nothing is overwritten, and nothing stands between the copies. */
    public static boolean isFree(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return true;
        } else if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        }
    }

    /** All files, and whether somebody named them rather than their folder. */
    private static Map<Path, Boolean> files(List<Path> sources) throws IOException {
        Map<Path, Boolean> files = new LinkedHashMap<>();
        for (Path source : sources) {
            try (Stream<Path> found = Files.walk(source)) {
                found.filter(Files::isRegularFile).sorted().forEach(file -> files.put(file, file.equals(source)));
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }
        return files;
    }

    private void copy(Path source, boolean named) throws IOException {
        Optional<DicomFile> opened = open(source, named);
        if (opened.isPresent()) {
            try (DicomFile file = opened.get()) {
                copy(source, named, file);
            }
        }
    }

    private Optional<DicomFile> open(Path source, boolean named) {
        try {
            if (DicomFile.isLikely(source)) {
                return Optional.of(DicomFile.open(source));
            }
            passOver(source, named, "is no DICOM file");
        } catch (DicomException e) {
            leaveOut(source, e.getMessage());
        } catch (IOException e) {
            leaveOut(source, "cannot be read");
        }
        return Optional.empty();
    }

    private void copy(Path source, boolean named, DicomFile file) throws IOException {
        Optional<TransferSyntax> syntax = file.syntax();
        Optional<PixelRisk> risk = PixelRisk.of(file.dataset());
        if (isDirectory(file)) {
            passOver(source, named, "is an index of files, DICOMDIR: name the files or their folder");
        } else if (syntax.isEmpty()) {
            leaveOut(source, "has a transfer syntax that is not known");
        } else if (risk.isPresent() && !pixelsChecked) {
            leftOut.add(new Exported.LeftOut(source, risk, ""));
        } else {
            write(source, deidentifier.deidentify(file.dataset()), syntax.get(), risk.isPresent());
        }
    }

    private static boolean isDirectory(DicomFile file) {
        return file.metaInformation().code(Tags.MEDIA_STORAGE_SOP_CLASS_UID).equals(Optional.of(DIRECTORY))
                || file.dataset().has(Tags.DIRECTORY_RECORD_SEQUENCE);
    }

    private void passOver(Path source, boolean named, String problem) {
        if (named) {
            leaveOut(source, problem);
        } else {
            others++;
        }
    }

    private void leaveOut(Path source, String problem) {
        leftOut.add(new Exported.LeftOut(source, Optional.empty(), problem));
    }

    private void write(Path source, DicomDataset dataset, TransferSyntax syntax, boolean isRisky) throws IOException {
        try {
            DicomWriter.write(nextFile(dataset), dataset, syntax);
            objects++;
            risky += isRisky ? 1 : 0;
        } catch (IllegalArgumentException e) {
            leaveOut(source, "has pixel data that are not as its transfer syntax " + syntax.title() + " says");
        }
    }

    private Path nextFile(DicomDataset dataset) throws IOException {
        String series = dataset.code(Tags.SERIES_INSTANCE_UID).orElse("");
        int number = seriesNumbers.computeIfAbsent(series, uid -> seriesNumbers.size() + 1);
        int object = objectsOfSeries.merge(series, 1, Integer::sum);
        Path place = Files.createDirectories(folder.resolve("series-%04d".formatted(number)));
        return place.resolve("object-%05d.dcm".formatted(object));
    }
}
