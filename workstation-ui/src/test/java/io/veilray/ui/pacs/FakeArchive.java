package io.veilray.ui.pacs;

import io.veilray.dicom.DicomDataset;
import io.veilray.dicom.DicomWriter;
import io.veilray.dicom.Tags;
import io.veilray.dicom.TransferSyntax;
import io.veilray.dicom.pacs.Archive;
import io.veilray.dicom.pacs.ArchiveAddress;
import io.veilray.dicom.pacs.ArchiveException;
import io.veilray.dicom.pacs.ArchiveOptions;
import io.veilray.dicom.pacs.ArchiveProgress;
import io.veilray.dicom.pacs.Echo;
import io.veilray.dicom.pacs.Found;
import io.veilray.dicom.pacs.Level;
import io.veilray.dicom.pacs.Match;
import io.veilray.dicom.pacs.Query;
import io.veilray.dicom.pacs.Retrieved;
import io.veilray.dicom.pacs.Selection;
import io.veilray.dicom.pacs.Stored;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** Answers as a test wants, and remembers what it was asked. */
final class FakeArchive implements Archive {
    final List<Query> queries = new CopyOnWriteArrayList<>();
    final List<Selection> fetched = new CopyOnWriteArrayList<>();
    final List<Path> given = new CopyOnWriteArrayList<>();
    final List<ArchiveAddress> opened = new CopyOnWriteArrayList<>();
    volatile ArchiveException failure;
    volatile CountDownLatch hold = new CountDownLatch(0);
    volatile String password = "";
    volatile List<Stored.Refusal> refusals = List.of();
    volatile int missing;
    volatile Path folder;

    Archive open(ArchiveAddress address, ArchiveOptions options) throws ArchiveException {
        opened.add(address);
        options.password().ifPresent(secret -> password = new String(secret.reveal()));
        return this;
    }

    private void held() throws ArchiveException, InterruptedException {
        hold.await();
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public Echo echo() throws ArchiveException, InterruptedException {
        held();
        return new Echo(Duration.ofMillis(12), "FakePACS 1.0");
    }

    @Override
    public Found find(Query query) throws ArchiveException, InterruptedException {
        queries.add(query);
        held();
        return query.level() == Level.STUDY
                ? new Found(
                        List.of(
                                study(
                                        "1.2.1",
                                        "Müller^Jörg",
                                        "PID-0042",
                                        "19560317",
                                        "20260105",
                                        "CT",
                                        "Thorax nativ",
                                        245),
                                study(
                                        "1.2.2",
                                        "Doe^Jane^Q",
                                        "77",
                                        "19880930",
                                        "20251230",
                                        "MR",
                                        "Schädel mit KM",
                                        1180)),
                        true)
                : new Found(
                        List.of(
                                series(query, "1", "Topogramm 0.6 T20s", 1),
                                series(query, "10", "Thorax 1.0 B31f", 122),
                                series(query, "2", "Thorax 1.0 B70f Lunge", 122)),
                        true);
    }

    private static Match study(
            String uid, String name, String id, String born, String date, String modality, String text, int objects) {
        return new Match(
                Level.STUDY,
                DicomDataset.builder()
                        .text(Tags.SPECIFIC_CHARACTER_SET, "ISO_IR 192")
                        .text(Tags.STUDY_INSTANCE_UID, uid)
                        .text(Tags.PATIENT_NAME, name)
                        .text(Tags.PATIENT_ID, id)
                        .text(Tags.PATIENT_BIRTH_DATE, born)
                        .text(Tags.STUDY_DATE, date)
                        .text(Tags.MODALITIES_IN_STUDY, modality, "SR")
                        .text(Tags.STUDY_DESCRIPTION, text)
                        .text(Tags.ACCESSION_NUMBER, "A" + id)
                        .integers(Tags.STUDY_RELATED_INSTANCES, objects)
                        .build());
    }

    private static Match series(Query query, String number, String text, int objects) {
        String study = query.key(Tags.STUDY_INSTANCE_UID).orElseThrow();
        return new Match(
                Level.SERIES,
                DicomDataset.builder()
                        .text(Tags.STUDY_INSTANCE_UID, study)
                        .text(Tags.SERIES_INSTANCE_UID, study + "." + number)
                        .text(Tags.SERIES_NUMBER, number)
                        .text(Tags.MODALITY, "CT")
                        .text(Tags.SERIES_DESCRIPTION, text)
                        .text(Tags.BODY_PART_EXAMINED, "CHEST")
                        .integers(Tags.SERIES_RELATED_INSTANCES, objects)
                        .build());
    }

    /** A file of that patient. */
    static Path object(Path folder, String uid, String patient) {
        DicomDataset dataset = DicomDataset.builder()
                .text(Tags.SOP_CLASS_UID, "1.2.840.10008.5.1.4.1.1.7")
                .text(Tags.SOP_INSTANCE_UID, uid)
                .text(Tags.PATIENT_NAME, patient)
                .text(Tags.PATIENT_ID, "77")
                .build();
        try {
            return Files.write(
                    folder.resolve(uid + ".dcm"), DicomWriter.bytes(dataset, TransferSyntax.EXPLICIT_LITTLE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Retrieved get(Selection selection, Path folder, ArchiveProgress progress)
            throws ArchiveException, InterruptedException {
        fetched.add(selection);
        this.folder = folder;
        progress.reached(3, OptionalInt.empty(), 1_234_567);
        held();
        return new Retrieved(
                List.of(object(folder, "1.5.1", "Doe^Jane")),
                missing,
                missing > 0 ? List.of("One was spoilt.") : List.of());
    }

    @Override
    public Stored store(List<Path> files, ArchiveProgress progress) throws ArchiveException, InterruptedException {
        progress.reached(1, OptionalInt.of(files.size()), 500_000);
        held();
        given.addAll(files);
        List<Path> refused = refusals.stream().map(Stored.Refusal::file).toList();
        return new Stored(files.stream().filter(file -> !refused.contains(file)).toList(), refusals, List.of());
    }

    @Override
    public void close() {}
}
