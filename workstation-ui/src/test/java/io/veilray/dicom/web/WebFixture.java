package io.veilray.dicom.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import io.veilray.dicom.DicomDataset;
import io.veilray.dicom.DicomWriter;
import io.veilray.dicom.Tags;
import io.veilray.dicom.TransferSyntax;
import io.veilray.dicom.pacs.Archive;
import io.veilray.dicom.pacs.ArchiveException;
import io.veilray.dicom.pacs.ArchiveException.Reason;
import io.veilray.dicom.pacs.ArchiveProgress;
import io.veilray.dicom.pacs.Found;
import io.veilray.dicom.pacs.Query;
import io.veilray.dicom.pacs.Retrieved;
import io.veilray.dicom.pacs.Selection;
import io.veilray.dicom.pacs.Stored;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** An archive of the test's own making, and what the tests of the web protocol ask of it. */
abstract class WebFixture {
    static final String JSON = "application/dicom+json";
    static final String MULTIPART = "multipart/related; type=\"application/dicom\"; boundary=b";
    static final String OBJECT = "1.2.3.4";

    @TempDir
    Path folder;

    final StubServer server = new StubServer(StubServer.text(200, JSON, "[]"));

    @AfterEach
    void close() {
        server.close();
    }

    static byte[] object(String uid) {
        return object("1.2", uid);
    }

    static byte[] object(String study, String uid) {
        DicomDataset dataset = DicomDataset.builder()
                .text(Tags.SOP_CLASS_UID, "1.2.840.10008.5.1.4.1.1.7")
                .text(Tags.SOP_INSTANCE_UID, uid)
                .text(Tags.STUDY_INSTANCE_UID, study)
                .text(Tags.PATIENT_NAME, "Doe^John")
                .build();
        return DicomWriter.bytes(dataset, TransferSyntax.EXPLICIT_LITTLE);
    }

    /** A name that would leave the folder, where a UID belongs. */
    static byte[] hostile() {
        String sound = new String(object("1.2.3.4.5.6"), StandardCharsets.ISO_8859_1);
        return sound.replace("1.2.3.4.5.6", "../../evil1").getBytes(StandardCharsets.ISO_8859_1);
    }

    Path file(String uid) throws IOException {
        return Files.write(folder.resolve(uid), object(uid));
    }

    static byte[] multipart(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes("--b\r\nContent-Type: application/dicom\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.writeBytes(part);
            out.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        out.writeBytes("--b--\r\n".getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }

    Found find(Query query) throws Exception {
        try (Archive archive = server.archive()) {
            return archive.find(query);
        }
    }

    Retrieved get() throws Exception {
        try (Archive archive = server.archive()) {
            return archive.get(Selection.study("1.2"), folder.resolve("got"), ArchiveProgress.NONE);
        }
    }

    Stored store(Path... files) throws Exception {
        try (Archive archive = server.archive()) {
            return archive.store(List.of(files), ArchiveProgress.NONE);
        }
    }

    void fails(Reason reason, String expected, org.junit.jupiter.api.function.Executable call) {
        ArchiveException failure = assertThrows(ArchiveException.class, call);
        assertEquals(reason, failure.reason(), failure.getMessage());
        assertTrue(failure.getMessage().contains(expected), failure.getMessage());
    }

    List<String> got() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("got"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    static String decoded(HttpExchange exchange) {
        return URLDecoder.decode(exchange.getRequestURI().getRawQuery(), StandardCharsets.UTF_8);
    }
}
