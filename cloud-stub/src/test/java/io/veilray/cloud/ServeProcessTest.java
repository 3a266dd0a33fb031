package io.veilray.cloud;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.client.PrivateClassifier;
import io.veilray.client.Progress;
import io.veilray.client.TicketPolicy;
import io.veilray.protocol.CloudException.Reason;
import io.veilray.protocol.ModelInfo;
import io.veilray.wire.Endpoint;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The server as a process of its own, told to end by a signal while a client still has a ticket. */
@Timeout(60)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no SIGTERM")
class ServeProcessTest {
    private static final String MODEL = "pneumonia-cxr-28";
    private static final Pattern PORT = Pattern.compile("Serving " + MODEL + " on 127\\.0\\.0\\.1 port ([0-9]+), .*");

    @TempDir
    private Path folder;

    private Process serve() throws IOException {
        Path own = Files.createDirectories(folder.resolve("models/" + MODEL));
        for (String name : List.of("card.json", "model.onnx")) {
            try (InputStream in =
                    ServeProcessTest.class.getResourceAsStream("/io/veilray/cloud/demo/models/" + MODEL + "/" + name)) {
                Files.copy(in, own.resolve(name));
            }
        }
        Path policy = Files.writeString(
                folder.resolve("policy.json"),
                "{\"format\": 1, \"drainSeconds\": 50, \"models\": {\"" + MODEL + "\": {\"modes\": [\"masked\"]}}}");
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:TieredStopAtLevel=1",
                        "-Dveilray.home=" + folder.resolve("home"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        CloudMain.class.getName(),
                        "serve",
                        "--port",
                        "0",
                        "--models",
                        folder.resolve("models").toString(),
                        "--policy",
                        policy.toString())
                .redirectError(folder.resolve("err").toFile())
                .start();
    }

    private Endpoint endpoint(String line) throws IOException {
        Matcher port = PORT.matcher(line == null ? Files.readString(folder.resolve("err")) : line);
        assertTrue(port.matches(), line);
        int number = Integer.parseInt(port.group(1));
        String pem = Files.readString(folder.resolve("home/servers/" + number + ".pem"));
        return new Endpoint("localhost", number, Optional.of(pem));
    }

    @Test
    void sigterm_letsATicketBeUsedAndEndsWith143() throws Exception {
        Process process = serve();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            Endpoint endpoint = endpoint(out.readLine());
            try (PrivateClassifier client = PrivateClassifier.connect(endpoint)) {
                ModelInfo model = client.model(MODEL);
                client.tickets()
                        .setPolicy(new TicketPolicy(1, Duration.ofMinutes(5), 1 << 22, TicketPolicy.Storage.MEMORY));
                client.tickets().keepReady(MODEL);
                WireFixture.eventually(
                        "no ticket is made", () -> client.tickets().ready(MODEL) == 1);
                process.destroy();
                try (PrivateClassifier other = PrivateClassifier.connect(endpoint)) {
                    awaitRefusal(other, model);
                }
                assertEquals(
                        2,
                        client.classify(StubCloudTest.randomPatch(model, 1), MODEL, Progress.NONE)
                                .logits()
                                .length);
            }
            assertEquals(143, process.waitFor());
            String err = Files.readString(folder.resolve("err"));
            assertTrue(err.lines().noneMatch(line -> line.contains(" ERROR ") || line.contains(" WARN ")), err);
        } finally {
            process.destroyForcibly();
        }
    }

    /** Until the signal has come through the other is served. */
    private static void awaitRefusal(PrivateClassifier other, ModelInfo model) throws InterruptedException {
        WireFixture.eventually("it goes on serving", () -> {
            try {
                other.classify(StubCloudTest.randomPatch(model, 1), MODEL, Progress.NONE);
                return false;
            } catch (io.veilray.protocol.CloudException e) {
                assertEquals(Reason.BUSY, e.reason(), e.sentence());
                assertEquals(Duration.ofSeconds(30), e.retryAfter().orElseThrow());
                return true;
            }
        });
    }
}
