package io.veilray.dicom.dimse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.dicom.DebianTools;
import io.veilray.dicom.DicomFile;
import io.veilray.dicom.TransferSyntax;
import io.veilray.dicom.pacs.AeTitle;
import io.veilray.dicom.pacs.Archive;
import io.veilray.dicom.pacs.ArchiveAddress;
import io.veilray.dicom.pacs.ArchiveException;
import io.veilray.dicom.pacs.ArchiveException.Reason;
import io.veilray.dicom.pacs.ArchiveOptions;
import io.veilray.dicom.pacs.ArchiveProgress;
import io.veilray.dicom.pacs.Archives;
import io.veilray.dicom.pacs.DimseAddress;
import io.veilray.dicom.pacs.MoveReceiver;
import io.veilray.dicom.pacs.ObjectFolder;
import io.veilray.dicom.pacs.Retrieved;
import io.veilray.dicom.pacs.Selection;
import io.veilray.dicom.pacs.Stored;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The receiver of moves, met by our own sender and by dcmtk's; and our sender met by dcmtk's receiver. */
class ReceiverTest {
    @TempDir
    Path folder;

    private IncomingObjects objects;

    private StorageReceiver receiver(Predicate<Command> isExpected) throws Exception {
        objects = new IncomingObjects(
                ObjectFolder.at(folder.resolve("in")), Selection.study(Samples.STUDY), ArchiveProgress.NONE);
        DimseAddress archive = ((DimseAddress) ArchiveAddress.parse("dicom://ARCHIVE@localhost:1"))
                .receivingAt(new MoveReceiver("127.0.0.1", 0));
        return StorageReceiver.listen(archive, Optional.empty(), objects, isExpected, Duration.ofSeconds(5), () -> {});
    }

    /** As the archive itself would send. */
    private static Archive sender(StorageReceiver receiver) throws ArchiveException {
        DimseAddress us = (DimseAddress) ArchiveAddress.parse("dicom://VEILRAY@localhost:" + receiver.port());
        return Archives.open(us.calling(new AeTitle("ARCHIVE")), ArchiveOptions.DEFAULT);
    }

    private Retrieved result() {
        return objects.result(0);
    }

    @Test
    void ownSender_echoesAndStores() throws Exception {
        Path explicit = Samples.file(folder, "1.2.3.4.5", 300_000, TransferSyntax.EXPLICIT_LITTLE);
        Path big = Samples.file(folder, "1.2.3.4.6", 10, TransferSyntax.EXPLICIT_BIG);
        Path deflated = Samples.file(folder, "1.2.3.4.7", 11, TransferSyntax.DEFLATED);
        try (StorageReceiver receiver = receiver(command -> true);
                Archive archive = sender(receiver)) {
            assertEquals("VEILRAY", archive.echo().product());
            List<Path> files = List.of(explicit, big, deflated);
            assertEquals(files, archive.store(files, ArchiveProgress.NONE).files());
        }
        assertEquals(3, result().files().size());
        for (Path path : result().files()) {
            try (DicomFile file = DicomFile.open(path)) {
                String uid = path.getFileName().toString().replace(".dcm", "");
                int bytes = uid.endsWith("5") ? 300_000 : uid.endsWith("6") ? 10 : 12;
                assertEquals(
                        bytes,
                        file.dataset()
                                .find(io.veilray.dicom.Tags.PIXEL_DATA)
                                .orElseThrow()
                                .valueBytes());
            }
        }
    }

    @Test
    void uidWithPaddedComponents_isKeptAsItIs() throws Exception {
        Path file = Samples.file(folder, "1.02.003", 10, TransferSyntax.EXPLICIT_LITTLE);
        try (StorageReceiver receiver = receiver(command -> true);
                Archive archive = sender(receiver)) {
            assertEquals(
                    List.of(file),
                    archive.store(List.of(file), ArchiveProgress.NONE).files());
        }
        assertEquals(List.of(folder.resolve("in").resolve("1.02.003.dcm")), result().files());
    }

    @Test
    void strangers_areRefused() throws Exception {
        try (StorageReceiver receiver = receiver(command -> true)) {
            String address = "dicom://VEILRAY@localhost:" + receiver.port();
            assertRefused(((DimseAddress) ArchiveAddress.parse(address)).calling(new AeTitle("STRANGER")));
            assertRefused(((DimseAddress) ArchiveAddress.parse(address.replace("VEILRAY", "OTHER")))
                    .calling(new AeTitle("ARCHIVE")));
        }
        assertEquals(2, result().notes().size());
    }

    private static void assertRefused(DimseAddress address) throws Exception {
        try (Archive archive = Archives.open(address, ArchiveOptions.DEFAULT)) {
            assertEquals(
                    Reason.REFUSED,
                    assertThrows(ArchiveException.class, archive::echo).reason());
        }
    }

    @Test
    void objectOfAnotherMove_isRefused() throws Exception {
        Path file = Samples.file(folder, "1.2.3.4.5", 10, TransferSyntax.EXPLICIT_LITTLE);
        try (StorageReceiver receiver = receiver(command -> false);
                Archive archive = sender(receiver)) {
            Stored stored = archive.store(List.of(file), ArchiveProgress.NONE);
            assertTrue(stored.refusals().get(0).sentence().contains("0124H"), stored.toString());
        }
        assertEquals(List.of(), result().files());
    }

    @Test
    void closedReceiver_takesNoConnection() throws Exception {
        StorageReceiver receiver = receiver(command -> true);
        try (Archive archive = sender(receiver)) {
            receiver.close();
            assertEquals(
                    Reason.UNREACHABLE,
                    assertThrows(ArchiveException.class, archive::echo).reason());
        }
    }

    @Test
    void portInUse_isTold() throws Exception {
        try (StorageReceiver receiver = receiver(command -> true);
                FakeArchive archive =
                        FakeArchive.associated(association -> association.receive(m -> new MemorySink()))) {
            DimseAddress address = archive.address().receivingAt(new MoveReceiver("127.0.0.1", receiver.port()));
            try (Archive moving = Archives.open(address, ArchiveOptions.DEFAULT)) {
                ArchiveException failure = assertThrows(
                        ArchiveException.class,
                        () -> moving.get(Selection.study(Samples.STUDY), folder, ArchiveProgress.NONE));
                assertTrue(failure.sentence().contains("cannot listen"), failure.sentence());
            }
        }
    }

    @Test
    void dcmtk_echoesAndStoresHere() throws Exception {
        Path echoscu = DebianTools.require("dcmtk", "echoscu");
        Path storescu = DebianTools.require("dcmtk", "storescu");
        Path file = Samples.file(folder, "1.2.3.4.5", 300_000, TransferSyntax.IMPLICIT_LITTLE);
        try (StorageReceiver receiver = receiver(command -> true)) {
            Program.run(0, folder, echoscu, "-aet", "ARCHIVE", "-aec", "VEILRAY", "localhost", receiver.port());
            Program.run(0, folder, storescu, "-aet", "ARCHIVE", "-aec", "VEILRAY", "localhost", receiver.port(), file);
            String refusal =
                    Program.run(1, folder, echoscu, "-aet", "WRONG", "-aec", "VEILRAY", "localhost", receiver.port());
            assertTrue(refusal.contains("Calling AE Title Not Recognized"), refusal);
        }
        assertEquals(List.of(folder.resolve("in").resolve("1.2.3.4.5.dcm")), result().files());
    }

    @Test
    void dcmtk_storesWhatWeSend() throws Exception {
        int port = Program.freePort();
        Path out = folder.resolve("in");
        ObjectFolder.at(out);
        Path big = Samples.file(folder, "1.2.3.4.6", 10, TransferSyntax.EXPLICIT_BIG);
        try (Program storescp = Program.start(
                                folder, DebianTools.require("dcmtk", "storescp"), "+xi", "-od", out, "-pdu", 4096, port)
                        .listening(port);
                Archive archive =
                        Archives.open(ArchiveAddress.parse("dicom://ANY@localhost:" + port), ArchiveOptions.DEFAULT)) {
            assertTrue(archive.echo().product().startsWith("OFFIS"), storescp.output());
            Path file = Samples.file(folder, "1.2.3.4.5", 300_000, TransferSyntax.EXPLICIT_LITTLE);
            Stored stored = archive.store(List.of(file, big), ArchiveProgress.NONE);
            assertEquals(List.of(file, big), stored.files(), stored.toString());
        }
        try (DicomFile kept =
                DicomFile.open(out.resolve("CT.1.2.3.4.5"))) { // it takes implicit only, so both were rewritten
            assertEquals(Samples.image("1.2.3.4.5", 300_000), kept.dataset());
            assertEquals(Optional.of(TransferSyntax.IMPLICIT_LITTLE), kept.syntax());
        }
    }
}
