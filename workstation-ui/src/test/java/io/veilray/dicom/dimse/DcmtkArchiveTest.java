package io.veilray.dicom.dimse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.veilray.dicom.DebianTools;
import io.veilray.dicom.Tags;
import io.veilray.dicom.TransferSyntax;
import io.veilray.dicom.pacs.AeTitle;
import io.veilray.dicom.pacs.Archive;
import io.veilray.dicom.pacs.ArchiveAddress;
import io.veilray.dicom.pacs.ArchiveOptions;
import io.veilray.dicom.pacs.ArchiveProgress;
import io.veilray.dicom.pacs.Archives;
import io.veilray.dicom.pacs.DimseAddress;
import io.veilray.dicom.pacs.Match;
import io.veilray.dicom.pacs.MoveReceiver;
import io.veilray.dicom.pacs.Query;
import io.veilray.dicom.pacs.Selection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A second archive of another make: dcmtk's, which decides contexts, answers and associations by itself. */
class DcmtkArchiveTest {
    @TempDir
    Path folder;

    private Program start(int port, int movePort) throws Exception {
        Path program = DebianTools.require("dcmtk", "dcmqrscp");
        Path store = Files.createDirectory(folder.resolve("store"));
        Path settings = Files.writeString(
                folder.resolve("dcmqrscp.cfg"),
                String.join(
                        "\n",
                        "NetworkTCPPort = " + port,
                        "MaxPDUSize = 16384",
                        "MaxAssociations = 16",
                        "HostTable BEGIN",
                        "station = (" + AeTitle.VEILRAY + ", localhost, " + movePort + ")",
                        "HostTable END",
                        "VendorTable BEGIN",
                        "VendorTable END",
                        "AETable BEGIN",
                        "ARCHIVE " + store + " RW (10, 100mb) ANY",
                        "AETable END",
                        ""));
        return Program.start(folder, program, "-c", settings).listening(port);
    }

    @Test
    void storeFindGetAndMove_work() throws Exception {
        int port = Program.freePort();
        int movePort = Program.freePort();
        Path file = Samples.file(folder, "1.2.3.4.5", 300_000, TransferSyntax.EXPLICIT_LITTLE);
        DimseAddress address = (DimseAddress) ArchiveAddress.parse("dicom://ARCHIVE@localhost:" + port);
        try (Program server = start(port, movePort);
                Archive archive = Archives.open(address, ArchiveOptions.DEFAULT);
                Archive moving = Archives.open(
                        address.receivingAt(new MoveReceiver("127.0.0.1", movePort)), ArchiveOptions.DEFAULT)) {
            assertEquals(
                    List.of(file),
                    archive.store(List.of(file), ArchiveProgress.NONE).files(),
                    server.output());
            List<Match> matches = archive.find(Query.studies().with(Tags.PATIENT_NAME, "Secret*"))
                    .matches();
            assertEquals(
                    List.of(Selection.study(Samples.STUDY)),
                    matches.stream()
                            .map(match -> match.selection().orElseThrow())
                            .toList(),
                    server.output());
            for (Archive each : List.of(archive, moving)) {
                Path to = Files.createTempDirectory(folder, "in");
                List<Path> files = each.get(Selection.study(Samples.STUDY), to, ArchiveProgress.NONE)
                        .files();
                assertEquals(List.of(to.resolve("1.2.3.4.5.dcm")), files, server.output());
            }
        }
    }
}
