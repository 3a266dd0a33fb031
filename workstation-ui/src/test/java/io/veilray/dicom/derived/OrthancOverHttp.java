package io.veilray.dicom.derived;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.veilray.dicom.DebianTools;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A real archive of its own on free ports, which is asked over HTTP what it holds. */
final class OrthancOverHttp implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(30);

    private final Process process;
    private final int dicomPort;
    private final int httpPort;
    private final HttpClient http = HttpClient.newHttpClient();

    private OrthancOverHttp(Process process, int dicomPort, int httpPort) {
        this.process = process;
        this.dicomPort = dicomPort;
        this.httpPort = httpPort;
    }

    static OrthancOverHttp start(Path folder) throws Exception {
        Path program = DebianTools.require("orthanc", "Orthanc");
        int dicom = freePort();
        int web = freePort();
        JsonObject settings = new JsonObject();
        settings.addProperty("StorageDirectory", folder.resolve("store").toString());
        settings.addProperty("IndexDirectory", folder.resolve("store").toString());
        settings.addProperty("DicomPort", dicom);
        settings.addProperty("HttpPort", web);
        settings.addProperty("RemoteAccessAllowed", false);
        settings.addProperty("AuthenticationEnabled", false);
        Path file = Files.writeString(folder.resolve("orthanc.json"), settings.toString());
        Process process = new ProcessBuilder(program.toString(), file.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("orthanc.log").toFile())
                .start();
        OrthancOverHttp started = new OrthancOverHttp(process, dicom, web);
        try {
            started.awaitAnswer();
            return started;
        } catch (Exception | Error e) {
            started.close();
            throw e;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void awaitAnswer() throws InterruptedException {
        long end = System.nanoTime() + START_LIMIT.toNanos();
        while (true) {
            try {
                get("/system");
                return;
            } catch (IOException e) {
                assertTrue(process.isAlive() && System.nanoTime() < end, "Orthanc does not start");
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            }
        }
    }

    private byte[] get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + httpPort + path))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofByteArray()).body();
    }

    int dicomPort() {
        return dicomPort;
    }

    /** Every object it holds, as a file. */
    List<byte[]> instances() throws Exception {
        JsonArray ids = JsonParser.parseString(new String(get("/instances"))).getAsJsonArray();
        List<byte[]> files = new ArrayList<>();
        for (JsonElement id : ids) {
            files.add(get("/instances/" + id.getAsString() + "/file"));
        }
        return files;
    }

    @Override
    public void close() {
        http.close();
        process.destroy();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
