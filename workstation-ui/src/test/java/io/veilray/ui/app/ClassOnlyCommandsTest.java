package io.veilray.ui.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.veilray.ui.Screenshot;
import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A card that reveals the class alone, served by {@code serve --models} and asked over TLS. */
@Timeout(120)
class ClassOnlyCommandsTest {
    private static final String MODEL = "/io/veilray/cloud/demo/models/pneumonia-cxr-28/";

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Veilray.run(new Console(new PrintWriter(out, true), new PrintWriter(err, true)), Services.real(), args);
    }

    private JsonObject json() {
        return JsonParser.parseString(out.toString()).getAsJsonObject();
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = ClassOnlyCommandsTest.class.getResourceAsStream(MODEL + name)) {
            return in.readAllBytes();
        }
    }

    private Path models() throws IOException {
        Path model = Files.createDirectories(folder.resolve("models/one"));
        Files.write(model.resolve("model.onnx"), resource("model.onnx"));
        String card = new String(resource("card.json"), StandardCharsets.UTF_8)
                .replaceFirst("\"modes\": \\[[^]]*]", "\"strict\":{\"answer\":\"class\"},\"modes\":[\"strict\"]");
        Files.writeString(model.resolve("card.json"), card);
        return folder.resolve("models");
    }

    private Path film(String name) throws IOException {
        BufferedImage image = new BufferedImage(40, 36, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < 40 * 36; i++) {
            image.getRaster().setSample(i % 40, i / 40, 0, i / 40 * 5 + i % 7);
        }
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        ImageIO.write(image, "png", file.toFile());
        return file;
    }

    @Test
    void servedCard_givesTheClassAndNoFigures() throws Exception {
        Path models = models();
        PipedReader said = new PipedReader();
        PrintWriter saying = new PrintWriter(new PipedWriter(said), true);
        Thread serving = Thread.ofPlatform()
                .start(() -> Veilray.run(
                        new Console(saying, saying),
                        Services.real(),
                        "serve",
                        "--port",
                        "0",
                        "--models",
                        models.toString()));
        try (BufferedReader lines = new BufferedReader(said)) {
            String server = lines.readLine().replaceFirst(".* at (\\S+:\\d+),.*", "$1");
            classify(server);
            heatmap(server);
        } finally {
            serving.interrupt();
            serving.join();
        }
    }

    private void classify(String server) throws IOException {
        Path picture = folder.resolve("result.png");
        String film = film("film.png").toString();
        assertEquals(
                0, run("classify", film, "--server", server, "--json", "--out", picture.toString()), err.toString());
        assertTrue(
                json().get("logits").isJsonNull() && json().get("probabilities").isJsonNull(), out.toString());
        assertFalse(json().get("calibrated").getAsBoolean());
        assertTrue(json().get("mostLikely").getAsString().matches("normal|pneumonia"), out.toString());
        assertEquals("strict", json().get("mode").getAsString());
        Screenshot.save(ImageIO.read(picture.toFile()), "class-only-command");
    }

    private void heatmap(String server) throws IOException {
        String film = film("film.png").toString();
        assertEquals(2, run("heatmap", film, "--window", "20", "--server", server, "--json"));
        assertTrue(err.toString().contains("reveals the class only"), err.toString());
    }
}
