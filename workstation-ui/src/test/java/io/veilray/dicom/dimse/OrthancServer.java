package io.veilray.dicom.dimse;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import io.veilray.dicom.DebianTools;
import io.veilray.dicom.pacs.AeTitle;
import io.veilray.dicom.pacs.ArchiveAddress;
import io.veilray.dicom.pacs.DimseAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A real archive of its own, on free ports of this computer. */
public final class OrthancServer implements AutoCloseable {
    static final AeTitle TITLE = new AeTitle("ARCHIVE");

    private final Program program;
    private final int port;
    private final int movePort;

    private OrthancServer(Program program, int port, int movePort) {
        this.program = program;
        this.port = port;
        this.movePort = movePort;
    }

    /** @param certificate with its key beside it, and trusted by the server too; empty for no TLS */
    public static OrthancServer start(Path folder, Optional<Path> certificate) throws Exception {
        int port = Program.freePort();
        int movePort = Program.freePort();
        JsonObject settings = new JsonObject();
        settings.addProperty("StorageDirectory", folder.resolve("store").toString());
        settings.addProperty("IndexDirectory", folder.resolve("store").toString());
        settings.addProperty("DicomPort", port);
        settings.addProperty("HttpServerEnabled", false);
        settings.addProperty("DicomAet", TITLE.text());
        settings.addProperty("DicomCheckCalledAet", true);
        settings.addProperty("DicomAlwaysAllowEcho", false);
        settings.addProperty("DicomAlwaysAllowStore", false);
        settings.addProperty("DicomAlwaysAllowFind", false);
        settings.addProperty("DicomAlwaysAllowGet", false);
        settings.addProperty("ConcurrentJobs", 1);
        JsonObject modalities = new JsonObject();
        JsonObject station = new JsonObject();
        station.addProperty("AET", AeTitle.VEILRAY.text());
        station.addProperty("Host", "localhost");
        station.addProperty("Port", movePort);
        station.addProperty("AllowGet", true);
        certificate.ifPresent(path -> station.addProperty("UseDicomTls", true));
        modalities.add("veilray", station);
        settings.add("DicomModalities", modalities);
        if (certificate.isPresent()) {
            settings.addProperty("DicomTlsEnabled", true);
            settings.addProperty("DicomTlsCertificate", certificate.get().toString());
            settings.addProperty(
                    "DicomTlsPrivateKey", Certificates.key(certificate.get()).toString());
            settings.addProperty(
                    "DicomTlsTrustedCertificates", certificate.get().toString());
        }
        Path file = folder.resolve("orthanc.json");
        Files.writeString(file, new GsonBuilder().create().toJson(settings));
        Program program = Program.start(folder, DebianTools.require("orthanc", "Orthanc"), "--verbose", file)
                .listening(port);
        return new OrthancServer(program, port, movePort);
    }

    public DimseAddress address() {
        return (DimseAddress) ArchiveAddress.parse("dicom://" + TITLE + "@localhost:" + port);
    }

    public int movePort() {
        return movePort;
    }

    String log() throws Exception {
        return program.output();
    }

    @Override
    public void close() {
        program.close();
    }
}
