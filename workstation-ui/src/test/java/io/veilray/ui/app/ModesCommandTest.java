package io.veilray.ui.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.veilray.protocol.NonlinearMode;
import io.veilray.result.Classification;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever owns the model decides by the mode whether it stays secret: the one asked for runs, or none does. */
class ModesCommandTest {
    @TempDir
    Path folder;

    private final FakeCloud cloud = new FakeCloud();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private String scan;

    @BeforeEach
    void serveTwoModes() throws IOException {
        cloud.modes = List.of(NonlinearMode.MASKED, NonlinearMode.STRICT);
        scan = white("scan.png");
    }

    @AfterEach
    void nothingStaysOpen() {
        assertEquals(0, cloud.connections);
        assertEquals(0, cloud.running);
    }

    private String white(String name) throws IOException {
        BufferedImage image = new BufferedImage(8, 4, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < 32; i++) {
            image.getRaster().setSample(i % 8, i / 8, 0, 255);
        }
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        ImageIO.write(image, "png", file.toFile());
        return file.toString();
    }

    private int run(String... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Veilray.run(new Console(new PrintWriter(out, true), new PrintWriter(err, true)), cloud.services(), args);
    }

    private JsonObject json(String... args) {
        assertEquals(0, run(args), err.toString());
        return JsonParser.parseString(out.toString()).getAsJsonObject();
    }

    private String refusal(ExitCode code, String... args) {
        assertEquals(code.number(), run(args), err.toString());
        assertFalse(err.toString().contains("\tat "), err.toString());
        return err.toString();
    }

    @Test
    void mode_choosesTheModelThatRunsSo() {
        JsonObject own = json("classify", scan, "--json");
        assertEquals("masked", own.get("mode").getAsString());
        assertEquals(NonlinearMode.MASKED.promise(), own.get("protects").getAsString());
        for (String[] model :
                new String[][] {{}, {"--model", "bright-or-dark"}, {"--model", "bright-or-dark-strict"}}) {
            JsonObject strict = json(withMode(model, "classify", scan, "--json", "--mode", "strict"));
            assertEquals("bright-or-dark-strict", strict.get("model").getAsString());
            assertEquals("strict", strict.get("mode").getAsString());
            assertEquals(NonlinearMode.STRICT.promise(), strict.get("protects").getAsString());
        }
        JsonObject map = json("heatmap", scan, "--window", "2", "--mode", "strict", "--class", "dark", "--json");
        assertEquals(NonlinearMode.STRICT.promise(), map.get("protects").getAsString());
        assertTrue(err.toString().contains("Mode strict: " + NonlinearMode.STRICT.promise()), err.toString());
    }

    private static String[] withMode(String[] more, String... args) {
        String[] all = java.util.Arrays.copyOf(args, args.length + more.length);
        System.arraycopy(more, 0, all, args.length, more.length);
        return all;
    }

    @Test
    void textOutput_saysWhatIsProtected() {
        assertEquals(0, run("classify", scan, "--mode", "strict"), err.toString());
        assertTrue(out.toString().contains("Mode strict, 1 rounds"), out.toString());
        assertTrue(out.toString().contains(NonlinearMode.STRICT.promise()), out.toString());
    }

    /** A classification in another mode than asked for would give the model away. */
    @Test
    void modeThatTheServerHasNot_isRefusedWithThoseItHas() {
        String sentence = refusal(ExitCode.UNKNOWN_MODEL, "classify", scan, "--mode", "quadratic");
        assertTrue(
                sentence.contains("model \"bright-or-dark\" does not run in mode quadratic at the local server:"
                        + " choose one of masked, strict"),
                sentence);
        assertEquals(0, cloud.classifications.get());
        String word = refusal(ExitCode.WRONG_ARGUMENTS, "classify", scan, "--mode", "safe");
        assertTrue(word.contains("mode \"safe\": must be one of masked, strict, quadratic"), word);
        String several = refusal(
                ExitCode.WRONG_ARGUMENTS, "evaluate", "--data", "x", "--model", FakeCloud.MODEL, "--mode", "safe");
        assertTrue(several.contains("must be one of masked, strict, quadratic, or all"), several);
    }

    private String labelled() throws IOException {
        white("set/bright/1.png");
        white("set/dark/1.png");
        Files.writeString(folder.resolve("set/dark/2.png"), "not a picture");
        return folder.resolve("set").toString();
    }

    @Test
    void evaluateInAllModes_isOneTable() throws IOException {
        String data = labelled();
        assertEquals(0, run("evaluate", "--data", data, "--model", FakeCloud.MODEL, "--mode", "all"), err.toString());
        assertTrue(out.toString().matches("(?s).* masked +strict\n.*"), out.toString());
        for (String row : List.of("accuracy +50.00 % +50.00 %", "ticket bytes +3,000 +3,000", "rounds +1 +1")) {
            assertTrue(out.toString().matches("(?s).*  " + row + "\n.*"), row + " in " + out);
        }
        assertTrue(out.toString().contains("strict: " + NonlinearMode.STRICT.promise()), out.toString());
        assertEquals(2, out.toString().split("Skipped: ").length, out.toString());
        assertEquals(4, cloud.classifications.get());
    }

    @Test
    void evaluateInSeveralModes_isOneObject() throws IOException {
        String data = labelled();
        String[] args = {"evaluate", "--data", data, "--model", FakeCloud.MODEL, "--json", "--mode", "strict,masked"};
        JsonObject json = json(args);
        assertEquals(FakeCloud.MODEL, json.get("model").getAsString());
        JsonArray modes = json.getAsJsonArray("modes");
        assertEquals(2, modes.size());
        assertEquals("strict", modes.get(0).getAsJsonObject().get("mode").getAsString());
        assertEquals(1, modes.get(1).getAsJsonObject().get("meanRounds").getAsDouble());
        args[args.length - 1] = "strict";
        assertEquals("bright-or-dark-strict", json(args).get("model").getAsString());
        assertEquals(NonlinearMode.STRICT.promise(), json(args).get("protects").getAsString());
    }

    /** Beside a mode that has them, figures that the class alone does not give are missing, with the reason. */
    @Test
    void evaluateInAllModes_saysWhereTheClassAloneIsRevealed() throws IOException {
        cloud.classOnly = true;
        String data = labelled();
        assertEquals(0, run("evaluate", "--data", data, "--model", FakeCloud.MODEL, "--mode", "all"), err.toString());
        assertTrue(out.toString().matches("(?s).*  AUC dark +[01]\\.\\d{4} +-\n.*"), out.toString());
        assertTrue(out.toString().contains("strict: " + Classification.CLASS_ONLY), out.toString());
    }

    @Test
    void classifyAndEvaluate_haveTheClassAloneAndNullForFigures() throws IOException {
        cloud.classOnly = true;
        cloud.modes = List.of(NonlinearMode.STRICT);
        String data = labelled();
        String scan = folder.resolve("set/bright/1.png").toString();
        assertEquals(0, run("classify", scan, "--local", "--compare-plaintext"), err.toString());
        assertTrue(out.toString().contains("  > bright  (of bright, dark)"), out.toString());
        assertTrue(out.toString().contains(Classification.CLASS_ONLY), out.toString());
        assertTrue(out.toString().contains("Agrees with the model in the clear; bound 0.010."), out.toString());
        assertFalse(out.toString().contains("%") || out.toString().contains("calibrated"), out.toString());
        JsonObject json = json("classify", scan, "--local", "--compare-plaintext", "--json");
        assertTrue(
                json.get("logits").isJsonNull()
                        && json.get("largestLogitDifference").isJsonNull(),
                out.toString());
        JsonObject figures = json("evaluate", "--data", data, "--model", FakeCloud.MODEL, "--json");
        assertEquals(0.5, figures.get("accuracy").getAsDouble());
        assertTrue(figures.getAsJsonObject("auc").get("dark").isJsonNull(), out.toString());
        assertTrue(figures.get("expectedCalibrationError").isJsonNull(), out.toString());
        assertEquals(0, run("evaluate", "--data", data, "--model", FakeCloud.MODEL), err.toString());
        assertTrue(out.toString().contains(Classification.CLASS_ONLY), out.toString());
        assertEquals(2, run("heatmap", scan, "--window", "1", "--json"));
        assertTrue(err.toString().contains("reveals the class only"), err.toString());
    }

    @Test
    void importOfACard_saysWhereTheClassAloneIsRevealed() throws IOException {
        cloud.classOnly = true;
        cloud.cannot = Map.of(NonlinearMode.QUADRATIC, "no squares");
        Path onnx = Files.writeString(folder.resolve("m.onnx"), "anything");
        Path card = Files.writeString(folder.resolve("c.json"), "{\"modes\": [\"strict\"]}");
        JsonArray modes = json("import", onnx.toString(), "--card", card.toString(), "--json")
                .getAsJsonArray("modes");
        assertEquals("logits", modes.get(0).getAsJsonObject().get("answer").getAsString());
        assertEquals("class", modes.get(1).getAsJsonObject().get("answer").getAsString());
        assertTrue(modes.get(2).getAsJsonObject().get("answer").isJsonNull());
        assertEquals(0, run("import", onnx.toString(), "--card", card.toString()), err.toString());
        assertTrue(out.toString().contains("strict: whoever classifies learns the class only"), out.toString());
    }

    @Test
    void import_triesEveryMode() throws IOException {
        cloud.cannot = Map.of(NonlinearMode.QUADRATIC, "layer dense ends in ReLU, quadratic mode needs a square");
        Path onnx = Files.writeString(folder.resolve("m.onnx"), "anything");
        Path card = Files.writeString(folder.resolve("c.json"), "{\"modes\": [\"strict\"], \"other\": 1}");
        JsonObject json = json("import", onnx.toString(), "--card", card.toString(), "--json");
        assertEquals("strict", json.get("mode").getAsString());
        JsonArray modes = json.getAsJsonArray("modes");
        assertEquals(3, modes.size());
        JsonObject masked = modes.get(0).getAsJsonObject();
        assertTrue(masked.get("runs").getAsBoolean());
        assertFalse(masked.get("onCard").getAsBoolean());
        assertEquals(29, masked.get("bitsNeeded").getAsInt());
        assertEquals(3000, masked.get("bytesOffline").getAsLong());
        assertTrue(modes.get(1).getAsJsonObject().get("onCard").getAsBoolean());
        JsonObject quadratic = modes.get(2).getAsJsonObject();
        assertFalse(quadratic.get("runs").getAsBoolean());
        assertEquals(
                "layer dense ends in ReLU, quadratic mode needs a square",
                quadratic.get("refusal").getAsString());
        assertTrue(quadratic.get("ringBits").isJsonNull());
        assertEquals(0, run("import", onnx.toString(), "--card", card.toString()), err.toString());
        assertTrue(out.toString().contains("quadratic  no    cannot: layer dense ends in ReLU"), out.toString());
        assertTrue(out.toString().contains("masked: " + NonlinearMode.MASKED.promise()), out.toString());
    }
}
