package io.veilray.dicom.web;

import com.google.gson.GsonBuilder;
import io.veilray.dicom.DebianTools;
import io.veilray.dicom.pacs.ArchiveAddress;
import io.veilray.dicom.pacs.WebAddress;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A real Orthanc with its DICOMweb plugin on free ports of this computer; its user is reader, password secret. */
public final class WebOrthanc implements AutoCloseable {
    private static final List<Path> PLUGINS = List.of(
            Path.of("/usr/share/orthanc/plugins/libOrthancDicomWeb.so"),
            Path.of("/usr/lib/orthanc/libOrthancDicomWeb.so"));

    private final Process process;
    private final WebAddress address;
    private final int dicomPort;

    private WebOrthanc(Process process, WebAddress address, int dicomPort) {
        this.process = process;
        this.address = address;
        this.dicomPort = dicomPort;
    }

    /** @param folder where it keeps its files */
    public static WebOrthanc start(Path folder) throws IOException {
        Path program = DebianTools.require("orthanc", "Orthanc");
        Path plugin = DebianTools.requireFile("orthanc-dicomweb", PLUGINS);
        int[] ports = freePorts();
        Map<String, Object> settings = new HashMap<>(Map.of(
                "Name",
                "test",
                "StorageDirectory",
                folder.resolve("store").toString(),
                "IndexDirectory",
                folder.resolve("store").toString(),
                "HttpPort",
                ports[0],
                "DicomPort",
                ports[1],
                "RemoteAccessAllowed",
                false,
                "AuthenticationEnabled",
                true,
                "RegisteredUsers",
                Map.of("reader", "secret"),
                "Plugins",
                List.of(plugin.toString()),
                "DicomWeb",
                Map.of("Enable", true, "Root", "/dicom-web/")));
        for (String service : List.of("Find", "Get", "Store")) {
            settings.put("DicomAlwaysAllow" + service, true);
        }
        Path file = Files.writeString(
                folder.resolve("orthanc.json"), new GsonBuilder().create().toJson(settings));
        Process process = new ProcessBuilder(program.toString(), file.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("orthanc.log").toFile())
                .start();
        WebAddress address = (WebAddress) ArchiveAddress.parse("http://localhost:" + ports[0] + "/dicom-web");
        WebOrthanc orthanc = new WebOrthanc(process, address.user("reader"), ports[1]);
        orthanc.awaitPort(ports[0]);
        return orthanc;
    }

    private static int[] freePorts() throws IOException {
        try (ServerSocket http = new ServerSocket(0);
                ServerSocket dicom = new ServerSocket(0)) {
            return new int[] {http.getLocalPort(), dicom.getLocalPort()};
        }
    }

    private void awaitPort(int port) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (System.nanoTime() < end && process.isAlive()) {
            try {
                new Socket("localhost", port).close();
                return;
            } catch (IOException e) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
        }
        close();
        throw new AssertionError("Orthanc does not listen, see its log");
    }

    /** The same archive by its other protocol, as text. */
    public String dicomAddress() {
        return "dicom://ORTHANC@localhost:" + dicomPort;
    }

    /** Where it is, without a password. */
    public WebAddress address() {
        return address;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
