package io.veilray.ui.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands with nothing replaced: the stub, TLS on loopback, the shipped model, real files. */
class RealCloudTest {
    private static final String MODEL = "pneumonia-cxr-28";

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        Console console = new Console(new PrintWriter(out, true), new PrintWriter(err, true));
        return Veilray.run(console, Services.real(), args);
    }

    private JsonObject json() {
        return JsonParser.parseString(out.toString()).getAsJsonObject();
    }

    private Path film(String name, int seed) throws IOException {
        BufferedImage image = new BufferedImage(40, 36, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < 40 * 36; i++) {
            image.getRaster().setSample(i % 40, i / 40, 0, (i * 31 + seed * 97) % 256);
        }
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        ImageIO.write(image, "png", file.toFile());
        return file;
    }

    @Test
    void serveOfAFolderWithoutModels_isAProblemOfTheFolder() {
        assertEquals(3, run("serve", "--port", "0", "--models", folder.toString()));
        assertTrue(err.toString().contains("holds no model"), err.toString());
    }

    /** The port is the computer's matter, also where models are given that could be at fault. */
    @Test
    void serveOnATakenPort_isAProblemOfTheServer() throws IOException {
        Path models = folder.resolve("models");
        Path model = Files.createDirectories(models.resolve("model"));
        Files.move(shipped("model.onnx"), model.resolve("model.onnx"));
        Files.move(shipped("card.json"), model.resolve("card.json"));
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertEquals(
                    4, run("serve", "--port", String.valueOf(taken.getLocalPort()), "--models", models.toString()));
            assertTrue(err.toString().contains("the port is taken"), err.toString());
        }
    }

    /** A pattern that is no film: whatever the network says of it must not be shown as a finding. */
    @Test
    void classifyOfWhatIsNoFilm_givesNoOpinion() throws IOException {
        Path overlay = folder.resolve("none.png");
        assertEquals(0, run("classify", film("pattern.png", 1).toString(), "--json", "--out", overlay.toString()));
        assertFalse(json().get("opinion").getAsBoolean());
        assertTrue(json().get("class").isJsonNull(), out.toString());
        JsonObject doubt = json().getAsJsonArray("doubts").get(0).getAsJsonObject();
        assertEquals("unfamiliar-image", doubt.get("kind").getAsString());
        assertTrue(doubt.get("value").getAsDouble() > doubt.get("limit").getAsDouble(), out.toString());
        assertEquals(0, run("classify", folder.resolve("pattern.png").toString()));
        assertTrue(out.toString().contains("NO OPINION"), out.toString());
        assertFalse(out.toString().contains("  > "), out.toString());
    }

    /** Every key that scripts may rely on, and numbers that belong together. */
    @Test
    void classify_agreesWithTheModelInTheClear() throws IOException {
        Path overlay = folder.resolve("overlay.png");
        String film = film("film.png", 1).toString();
        assertEquals(
                0,
                run(
                        "classify",
                        film,
                        "--region",
                        "3,4,30,28",
                        "--compare-plaintext",
                        "--json",
                        "--out",
                        overlay.toString()),
                err.toString());
        JsonObject json = json();
        for (String key : List.of(
                "class",
                "probabilities",
                "logits",
                "model",
                "modelVersion",
                "mode",
                "region",
                "rounds",
                "bytesUp",
                "bytesDown",
                "bytesOffline",
                "millis",
                "tls",
                "fixedPointLogits",
                "floatLogits",
                "agreesWithPlaintext")) {
            assertTrue(json.has(key), key);
        }
        assertTls(json);
        assertEquals(MODEL, json.get("model").getAsString());
        assertEquals(5, json.get("rounds").getAsInt());
        double bound = json.get("maskingBound").getAsDouble();
        for (int i = 0; i < 2; i++) {
            double encrypted = json.getAsJsonArray("logits").get(i).getAsDouble();
            assertEquals(json.getAsJsonArray("fixedPointLogits").get(i).getAsDouble(), encrypted, bound);
        }
        double sum = json.getAsJsonObject("probabilities").entrySet().stream()
                .mapToDouble(entry -> entry.getValue().getAsDouble())
                .sum();
        assertEquals(1, sum, 1e-9);
        assertTrue(ImageIO.read(overlay.toFile()).getWidth() > 500);
    }

    private static void assertTls(JsonObject json) {
        JsonObject tls = json.getAsJsonObject("tls");
        assertEquals("TLSv1.3", tls.get("protocol").getAsString());
        assertTrue(tls.get("cipherSuite").getAsString().startsWith("TLS_"), tls.toString());
        assertEquals("X25519MLKEM768", tls.get("keyAgreement").getAsString());
        assertTrue(tls.get("serverSubject").getAsString().startsWith("CN="), tls.toString());
        assertTrue(tls.get("serverSha256").getAsString().matches("([0-9A-F]{2}:){31}[0-9A-F]{2}"), tls.toString());
        assertTrue(Instant.parse(tls.get("serverValidUntil").getAsString()).isAfter(Instant.now()), tls.toString());
        assertFalse(tls.get("mutual").getAsBoolean());
    }

    /** Every window of a heat map is what a single classification of that region is, within the bound of masking. */
    @Test
    void heatmap_saysOfEveryWindowWhatAClassificationSays() throws IOException {
        String film = film("film.png", 1).toString();
        Path map = folder.resolve("map.png");
        String[] args = {
            "heatmap",
            film,
            "--region",
            "2,1,36,34",
            "--window",
            "30,28",
            "--stride",
            "6",
            "--model",
            MODEL,
            "--json",
            "--out",
            map.toString()
        };
        assertEquals(0, run(args), err.toString());
        assertTrue(ImageIO.read(map.toFile()).getWidth() > 500);
        JsonObject whole = json();
        assertTls(whole);
        assertEquals(4, whole.getAsJsonArray("windows").size()); // 2 and 8 across, 1 and 7 down
        assertEquals("pneumonia", whole.get("shown").getAsString());
        long up = 0;
        for (JsonElement each : whole.getAsJsonArray("windows")) {
            JsonObject window = each.getAsJsonObject();
            JsonObject at = window.getAsJsonObject("region");
            String region = at.get("x").getAsInt() + "," + at.get("y").getAsInt() + ",30,28";
            assertEquals(
                    0, run("classify", film, "--region", region, "--model", MODEL, "--json", "--compare-plaintext"));
            JsonObject single = json();
            assertEquals(at, single.getAsJsonObject("region"));
            up += single.get("bytesUp").getAsLong();
            double bound = single.get("maskingBound").getAsDouble();
            double[] clear = new double[2];
            for (int i = 0; i < 2; i++) {
                clear[i] = single.getAsJsonArray("fixedPointLogits").get(i).getAsDouble();
                assertEquals(clear[i], window.getAsJsonArray("logits").get(i).getAsDouble(), bound);
            }
            assertTrue(Math.abs(clear[1] - clear[0]) > 2 * bound, "no close call, where the classes might differ");
            assertEquals(single.get("mostLikely"), window.get("mostLikely"));
            assertEquals(single.get("class"), window.get("class"));
        }
        assertEquals(up, whole.get("bytesUp").getAsLong());
    }

    /** Three kinds of tumour: none of them is more the finding than the others. */
    @Test
    void heatmapOfThreeClasses_wantsToKnowWhich() throws IOException {
        String film = film("film.png", 1).toString();
        assertEquals(2, run("heatmap", film, "--window", "30", "--model", "brain-mri-128", "--json"));
        assertTrue(err.toString().contains("--class one of glioma, meningioma, pituitary"), err.toString());
    }

    /** As Ctrl-C does: interrupted once the first window is through, with about a hundred to go. */
    @Test
    void heatmapThatIsInterrupted_endsAtOnceAndLeavesNothing() throws Exception {
        Path map = folder.resolve("map.png");
        Thread caller = Thread.currentThread();
        Thread finger = Thread.ofPlatform().start(() -> {
            while (!out.toString().contains("The first took")) {
                Thread.onSpinWait();
            }
            caller.interrupt();
        });
        String film = film("film.png", 1).toString();
        int code = run("heatmap", film, "--window", "28", "--stride", "1", "--model", MODEL, "--out", map.toString());
        finger.join();
        assertTrue(Thread.interrupted());
        assertEquals(130, code, err.toString());
        assertFalse(Files.exists(map));
        assertFalse(out.toString().contains(" 100 of 117 windows"), out.toString());
        assertFalse(Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().startsWith("heat-map-window")));
    }

    @Test
    void demo_writesItsOverlay() {
        Path overlay = folder.resolve("demo.png");
        assertEquals(0, run("demo", "--out", overlay.toString()), err.toString());
        assertTrue(Files.exists(overlay));
        assertTrue(out.toString().contains("Research use only. Not for diagnostic use."), out.toString());
    }

    @Test
    void evaluate_sendsEveryImageAndListsBadOnes() throws IOException {
        for (int i = 0; i < 3; i++) {
            film("data/normal/" + i + ".png", i);
            film("data/pneumonia/" + i + ".png", i + 10);
        }
        Files.writeString(folder.resolve("data/normal/broken.png"), "no image");
        assertEquals(
                0,
                run("evaluate", "--data", folder.resolve("data").toString(), "--model", MODEL, "--json"),
                err.toString());
        assertTls(json());
        assertEquals(6, json().get("images").getAsInt());
        assertEquals(1, json().get("fixedPointAgreement").getAsDouble());
        assertEquals(1, json().getAsJsonArray("skipped").size());
    }

    /** The shipped model, imported as if it were somebody's: what the table says must be what the wire then carries. */
    @Test
    void import_tellsWhatAModelCosts() throws IOException {
        Path onnx = shipped("model.onnx");
        Path card = shipped("card.json");
        film("data/normal/1.png", 1);
        film("data/pneumonia/1.png", 2);
        assertEquals(
                0,
                run(
                        "import",
                        onnx.toString(),
                        "--card",
                        card.toString(),
                        "--images",
                        folder.resolve("data").toString(),
                        "--json"),
                err.toString());
        JsonObject json = json();
        long ticket = 0;
        long up = 0;
        for (JsonElement layer : json.getAsJsonArray("layers")) {
            ticket += layer.getAsJsonObject().get("ticketBytes").getAsLong();
            up += layer.getAsJsonObject().get("onlineBytesUp").getAsLong();
        }
        assertEquals(5, json.getAsJsonArray("layers").size());
        // framing, places and names add less than one in a hundred
        assertEquals(ticket, json.get("bytesOffline").getAsLong(), 0.01 * ticket);
        assertEquals(up, json.get("bytesUp").getAsLong(), 0.01 * up);
        assertEquals(2, json.get("images").getAsInt());
        assertEquals(1, json.get("agreement").getAsDouble());
        JsonObject strict = json.getAsJsonArray("modes").get(1).getAsJsonObject();
        assertTrue(strict.get("runs").getAsBoolean(), strict.toString());
        // each sum once: a 2x2 window takes 3 for its largest and 1 for the ReLU; of the last 7x7 map the windows leave
        // 6x6
        assertEquals(
                16 * 28 * 28 + 16 * 28 * 28 + 32 * 14 * 14 + 32 * 6 * 6,
                strict.get("comparisons").getAsLong());
        assertTrue(
                strict.get("bytesOffline").getAsLong()
                        > json.get("bytesOffline").getAsLong(),
                strict.toString());
        assertEquals(0, run("import", onnx.toString(), "--card", card.toString()), err.toString());
        assertTrue(out.toString().contains("proved to fit"), out.toString());
    }

    @Test
    void importOfWhatIsNoModel_isRefusedInOneSentence() throws IOException {
        Path junk = Files.writeString(folder.resolve("junk.onnx"), "no model");
        assertEquals(
                3, run("import", junk.toString(), "--card", shipped("card.json").toString()));
        assertTrue(err.toString().contains("not ONNX or is damaged"), err.toString());
        assertEquals(3, run("import", "/nowhere.onnx", "--card", junk.toString()));
    }

    private Path shipped(String name) throws IOException {
        Path file = folder.resolve(name);
        try (InputStream in =
                RealCloudTest.class.getResourceAsStream("/io/veilray/cloud/demo/models/" + MODEL + "/" + name)) {
            Files.write(file, in.readAllBytes());
        }
        return file;
    }
}
