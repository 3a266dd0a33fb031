package io.veilray.dicom.dimse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.veilray.dicom.TransferSyntax;
import io.veilray.dicom.pacs.Archive;
import io.veilray.dicom.pacs.ArchiveAddress;
import io.veilray.dicom.pacs.ArchiveException;
import io.veilray.dicom.pacs.ArchiveException.Reason;
import io.veilray.dicom.pacs.ArchiveOptions;
import io.veilray.dicom.pacs.ArchiveProgress;
import io.veilray.dicom.pacs.Archives;
import io.veilray.dicom.pacs.DimseAddress;
import io.veilray.dicom.pacs.MoveReceiver;
import io.veilray.dicom.pacs.Selection;
import io.veilray.dicom.pacs.TlsSettings;
import io.veilray.dicom.pacs.TlsSettings.ClientCertificate;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An archive that speaks TLS and asks for certificates: whom we trust, who we are, and what is refused. */
class TlsTest {
    @TempDir
    static Path folder;

    private static Path certificate;
    private static Path otherHost;
    private static OrthancServer orthanc;

    @TempDir
    Path own;

    @BeforeAll
    static void start() throws Exception {
        certificate = Certificates.make(folder, "localhost", "localhost");
        otherHost = Certificates.make(folder, "other", "archive.example");
        orthanc = OrthancServer.start(folder, Optional.of(certificate));
    }

    @AfterAll
    static void stop() {
        if (orthanc != null) {
            orthanc.close();
        }
    }

    private static ClientCertificate identity(Path path) {
        return new ClientCertificate(path, Certificates.key(path));
    }

    private static Reason failure(ArchiveAddress address) throws Exception {
        try (Archive archive = Archives.open(address, ArchiveOptions.DEFAULT)) {
            return assertThrows(ArchiveException.class, archive::echo).reason();
        }
    }

    private static DimseAddress mutual() {
        return orthanc.address().with(TlsSettings.JDK.trusting(certificate).showing(identity(certificate)));
    }

    @Test
    void storeGetAndMove_runOverTls() throws Exception {
        Path file = Samples.file(own, "1.2.3.4.5", 1 << 20, TransferSyntax.EXPLICIT_LITTLE);
        MoveReceiver receiver = new MoveReceiver("127.0.0.1", orthanc.movePort());
        try (Archive archive = Archives.open(mutual(), ArchiveOptions.DEFAULT);
                Archive moving = Archives.open(mutual().receivingAt(receiver), ArchiveOptions.DEFAULT)) {
            archive.echo();
            assertEquals(
                    List.of(file),
                    archive.store(List.of(file), ArchiveProgress.NONE).files());
            for (Archive each : List.of(archive, moving)) {
                List<Path> files = each.get(Selection.study(Samples.STUDY), own, ArchiveProgress.NONE)
                        .files();
                assertEquals(List.of(own.resolve("1.2.3.4.5.dcm")), files);
            }
        }
    }

    @Test
    void certificateOfNobodyWeTrust_isRefused() throws Exception {
        assertEquals(Reason.NOT_TRUSTED, failure(orthanc.address().with(TlsSettings.JDK)));
        assertEquals(Reason.NOT_TRUSTED, failure(orthanc.address().with(TlsSettings.JDK.trusting(otherHost))));
    }

    @Test
    void certificateOfAnotherHost_isRefused() throws Exception {
        DimseAddress byNumber =
                (DimseAddress) ArchiveAddress.parse(orthanc.address().text().replace("localhost", "127.0.0.1"));
        assertEquals(
                Reason.NOT_TRUSTED,
                failure(byNumber.with(TlsSettings.JDK.trusting(certificate).showing(identity(certificate)))));
    }

    @Test
    void stationWithoutACertificate_isTurnedAwayInWords() throws Exception {
        assertEquals(Reason.NOT_TRUSTED, failure(orthanc.address().with(TlsSettings.JDK.trusting(certificate))));
    }

    @Test
    void moveWithoutACertificateOfOurOwn_isRefusedBeforeAnythingIsSent() throws Exception {
        DimseAddress address = orthanc.address()
                .with(TlsSettings.JDK.trusting(certificate))
                .receivingAt(new MoveReceiver("127.0.0.1", orthanc.movePort()));
        try (Archive archive = Archives.open(address, ArchiveOptions.DEFAULT)) {
            ArchiveException failure = assertThrows(
                    ArchiveException.class,
                    () -> archive.get(Selection.study(Samples.STUDY), own, ArchiveProgress.NONE));
            assertEquals(Reason.NOT_TRUSTED, failure.reason());
        }
    }

    @Test
    void plainStation_findsNoAssociation() throws Exception {
        assertEquals(Reason.LOST, failure(orthanc.address()));
    }
}
