package io.veilray.ui.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.veilray.cloud.demo.SampleScans;
import io.veilray.protocol.CloudException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What scripts and people rely on: exit codes, one sentence for each mistake, and JSON that is alone on the output. */
class CommandTest {
    @TempDir
    Path folder;

    private final FakeCloud cloud = new FakeCloud();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private String scan;

    @BeforeEach
    void drawScan() throws IOException {
        scan = picture("scan.png", 0, 255); // left half black, right half white
    }

    @AfterEach
    void nothingStaysOpen() {
        assertEquals(0, cloud.connections);
        assertEquals(0, cloud.running);
    }

    private String picture(String name, int left, int right) throws IOException {
        BufferedImage image = new BufferedImage(8, 4, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < 32; i++) {
            image.getRaster().setSample(i % 8, i / 8, 0, i % 8 < 4 ? left : right);
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

    /** Runs, and checks that the error output ends with one sentence and holds no stack trace. */
    private String sentence(ExitCode code, String... args) {
        assertEquals(code.number(), run(args), err.toString());
        String[] lines = err.toString().strip().split("\n");
        String last = lines[lines.length - 1];
        assertTrue(last.startsWith("veilray: ") && last.endsWith("."), err.toString());
        assertFalse(err.toString().contains("\tat "), err.toString());
        return last;
    }

    private JsonObject json(String... args) {
        assertEquals(0, run(args), err.toString());
        return JsonParser.parseString(out.toString()).getAsJsonObject();
    }

    @Test
    void classify_printsStagesTableAndResearchUse() {
        assertEquals(0, run("classify", scan, "--region", "4,0,4,4"));
        String text = out.toString();
        for (String part : new String[] {
            "Connecting to the local server",
            "Round 1 of 1",
            "> bright",
            "62.2 %",
            "4x4 px at 4,0",
            "Mode masked, 1 rounds"
        }) {
            assertTrue(text.contains(part), part + " in " + text); // 62.2 %: softmax of 1 and 0.5
        }
        assertTrue(text.contains("Research use only. Not for diagnostic use."));
        assertEquals("", err.toString());
    }

    @Test
    void classifyJson_isOneObjectWithTheAgreedKeys() {
        JsonObject json = json("classify", scan, "--region", "0,0,4,4", "--json", "--compare-plaintext");
        assertEquals("dark", json.get("class").getAsString());
        assertEquals(0, json.getAsJsonArray("logits").get(0).getAsDouble());
        double dark = 1 / (1 + Math.exp(-0.5));
        assertEquals(dark, json.getAsJsonObject("probabilities").get("dark").getAsDouble(), 1e-12);
        assertEquals(4, json.getAsJsonObject("region").get("width").getAsInt());
        assertTrue(json.get("agreesWithPlaintext").getAsBoolean());
        for (String key :
                "model modelVersion mode rounds bytesUp bytesDown bytesOffline millis classes fixedPointLogits floatLogits maskingBound"
                        .split(" ")) {
            assertTrue(json.has(key), key);
        }
        assertTrue(err.toString().contains("Round 1 of 1"));
    }

    @Test
    void classify_writesTheOverlayOnce() throws IOException {
        Path overlay = folder.resolve("o.png");
        assertEquals(0, run("classify", scan, "--out", overlay.toString(), "--server", "localhost:1"));
        assertTrue(ImageIO.read(overlay.toFile()).getHeight() >= 512);
        try (var files = Files.list(folder)) {
            assertEquals(2, files.count());
        }
    }

    @Test
    void comparisonThatDiffers_hasItsOwnExitCode() {
        cloud.maskingError = 0.4; // mean 0.3 against 0.5: fixed point says dark by 0.2, the private run bright
        assertEquals(7, run("classify", gray(77), "--compare-plaintext"));
        assertTrue(out.toString().contains("DISAGREES"), out.toString());
        cloud.maskingError = 0.002; // mean 0.499: within twice the bound of 0.01
        assertEquals(0, run("classify", gray(127), "--compare-plaintext"));
        assertTrue(out.toString().contains("as rounding may") || out.toString().contains("Agrees"), out.toString());
    }

    @Test
    void imageOutsideTheCalibratedRange_isNoBug() throws IOException {
        cloud.outOfRange = new ArithmeticException("layer dense reaches 9.0");
        picture("set/bright/1.png", 255, 255);
        picture("set/dark/1.png", 0, 0);
        String data = folder.resolve("set").toString();
        for (String[] args : new String[][] {
            {"classify", scan, "--compare-plaintext"},
            {"evaluate", "--data", data, "--model", FakeCloud.MODEL},
            {"import", scan, "--card", scan, "--images", data},
        }) {
            String sentence = sentence(ExitCode.FILE, args);
            assertTrue(sentence.contains("layer dense reaches 9.0") && sentence.contains("calibrate"), sentence);
        }
    }

    private String gray(int value) {
        try {
            return picture("gray.png", value, value);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void wrongArguments_areSentences() {
        assertTrue(sentence(ExitCode.WRONG_ARGUMENTS)
                .contains("[view, classify, heatmap, serve, evaluate, import, deidentify, demo, audit, pacs, certs]"));
        assertTrue(sentence(ExitCode.WRONG_ARGUMENTS, "classify", scan, "--region", "1,2,3")
                .contains("X,Y,W,H"));
        assertTrue(sentence(ExitCode.WRONG_ARGUMENTS, "classify", scan, "--server", "nowhere")
                .contains("HOST:PORT"));
        assertTrue(sentence(ExitCode.WRONG_ARGUMENTS, "classify", scan, "--server", "http://localhost:50")
                .contains("\"http://localhost:50\": must be HOST:PORT"));
        assertTrue(sentence(ExitCode.WRONG_ARGUMENTS, "classify", scan, "--local", "--server", "a:1")
                .contains("exclude each other"));
        assertTrue(sentence(ExitCode.WRONG_ARGUMENTS, "classify", scan, "--trust", "x")
                .contains("--server HOST:PORT"));
        assertTrue(sentence(ExitCode.WRONG_ARGUMENTS, "classify", scan, "--out", "x.jpg")
                .contains(".png"));
        assertTrue(sentence(ExitCode.WRONG_ARGUMENTS, "classify", scan, "--frame", "x")
                .contains("--frame"));
        assertTrue(
                sentence(ExitCode.WRONG_ARGUMENTS, "serve", "--port", "65536").contains("1 to 65535"));
        assertTrue(sentence(ExitCode.WRONG_ARGUMENTS, "classify", scan, "--server", "a:1", "--compare-plaintext")
                .contains("leave out --server"));
        assertTrue(sentence(ExitCode.WRONG_ARGUMENTS, "evaluate", "--data", "x", "--model", "m", "--limit", "0")
                .contains("at least 1"));
    }

    @Test
    void fileProblems_areFoundBeforeAnythingConnects() {
        cloud.failure = new CloudException(CloudException.Reason.UNREACHABLE, "must not be asked");
        assertTrue(sentence(ExitCode.FILE, "classify", "nowhere.png").contains("does not exist"));
        assertTrue(
                sentence(ExitCode.FILE, "classify", scan, "--region", "0,0,9,4").contains("8x4 px"));
        assertTrue(sentence(ExitCode.FILE, "classify", scan, "--frame", "2").contains("only frame 1"));
        assertTrue(sentence(ExitCode.FILE, "classify", scan, "--out", "nowhere/x.png")
                .contains("cannot be written"));
        assertTrue(sentence(ExitCode.FILE, "classify", scan, "--out", scan).contains("scan itself"));
        assertTrue(sentence(ExitCode.FILE, "classify", scan, "--server", "a:1", "--trust", scan)
                .contains("PEM"));
        assertTrue(sentence(ExitCode.FILE, "evaluate", "--data", "nowhere", "--model", "m")
                .contains("no folder"));
        assertTrue(sentence(ExitCode.FILE, "serve", "--models", "nowhere").contains("no folder"));
        assertTrue(sentence(ExitCode.FILE, "serve", "--policy", "nowhere").contains("cannot be read"));
    }

    @ParameterizedTest
    @EnumSource(CloudException.Reason.class)
    void everyCloudReason_hasASentenceAndACode(CloudException.Reason reason) {
        cloud.failure = new CloudException(reason, "the server at a:1 did something");
        String sentence = sentence(ExitCode.of(reason), "classify", scan, "--server", "a:1");
        assertEquals("veilray: the server at a:1 did something: " + reason.nextStep() + ".", sentence);
    }

    @Test
    void unknownModel_listsTheOthers() {
        String sentence = sentence(ExitCode.UNKNOWN_MODEL, "classify", scan, "--model", "none");
        assertTrue(sentence.contains("\"none\"") && sentence.contains("choose one of " + FakeCloud.MODEL), sentence);
    }

    @Test
    void bug_showsItsTraceOnlyWhenAsked() {
        Services broken = new Services(
                endpoint -> {
                    throw new IllegalStateException("secret");
                },
                Optional::empty);
        String[] args = {"classify", scan, "--server", "a:1"};
        Console console = new Console(new PrintWriter(out, true), new PrintWriter(err, true));
        assertEquals(70, Veilray.run(console, broken, args));
        assertFalse(err.toString().contains("at io.veilray"), err.toString());
        String[] debug = Arrays.copyOf(args, args.length + 1);
        debug[args.length] = "--debug";
        assertEquals(70, Veilray.run(console, broken, debug));
        assertTrue(err.toString().contains("\tat io.veilray"), err.toString());
    }

    /** A script that writes to a full disk must not take 0 for an answer; what failed before keeps its own code. */
    @Test
    void lostOutput_isAFailure() {
        Writer full = new Writer() {
            @Override
            public void write(char[] letters, int from, int count) throws IOException {
                throw new IOException("no space left on device");
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Console console = new Console(new PrintWriter(full, true), new PrintWriter(err, true));
        assertEquals(74, Veilray.run(console, cloud.services(), "classify", scan, "--json"));
        assertTrue(err.toString().strip().endsWith("run the command again."), err.toString());
        assertFalse(err.toString().contains("\tat "), err.toString());
        assertEquals(3, Veilray.run(console, cloud.services(), "classify", "nowhere.png"));
    }

    @Test
    void oddFileNames_areFileNames() {
        assertTrue(sentence(ExitCode.FILE, "classify", "@nowhere.png").contains("@nowhere.png does not exist"));
        assertTrue(sentence(ExitCode.FILE, "classify", "").contains("no file is named"));
    }

    @Test
    void libraries_warnOnlyWhereDebugAsksForIt() {
        Logger grpc = Logger.getLogger("io.grpc.internal.ManagedChannelImpl");
        QuietLogging.set(true);
        assertTrue(grpc.isLoggable(Level.WARNING));
        QuietLogging.set(false);
        assertFalse(grpc.isLoggable(Level.SEVERE));
    }

    @Test
    void demoOverlayThatCannotBeWritten_isFoundBeforeAnythingIsDrawn() {
        Path nowhere = folder.resolve("nowhere");
        assertTrue(sentence(
                        ExitCode.FILE, "demo", "--out", nowhere.resolve("x.png").toString())
                .contains("cannot be written"));
        assertFalse(Files.exists(nowhere));
        assertTrue(sentence(
                        ExitCode.WRONG_ARGUMENTS,
                        "demo",
                        "--out",
                        nowhere.resolve("x.jpg").toString())
                .contains(".png"));
    }

    @Test
    void installationWithoutLocalServer_saysSo() {
        Services remoteOnly = new Services(cloud, Optional::empty);
        Console console = new Console(new PrintWriter(out, true), new PrintWriter(err, true));
        assertEquals(ExitCode.SERVER.number(), Veilray.run(console, remoteOnly, "classify", scan));
        assertTrue(err.toString().contains("no local server"), err.toString());
    }

    @Test
    void serve_saysWhereAndClosesOnInterruption() {
        cloud.interruptedWhileServing = true;
        assertEquals(0, run("serve", "--port", "0"));
        assertTrue(
                out.toString().startsWith("Serving " + FakeCloud.MODEL + " at localhost:1, certificate "),
                out.toString());
        assertTrue(sentence(ExitCode.SERVER, "serve", "--port", "13").contains("port 13 is taken"));
    }

    @Test
    void serve_readsThePolicyThatIsNamed() throws IOException {
        Path policy = Files.writeString(folder.resolve("policy.json"), "{\"wrong\": 1}");
        assertTrue(sentence(ExitCode.FILE, "serve", "--policy", policy.toString())
                .contains("policy.json: policy field wrong is unknown"));
        Files.writeString(policy, "{}");
        assertEquals(0, run("serve", "--policy", policy.toString()));
    }

    @Test
    void evaluateJson_countsImagesAndListsBadFiles() throws IOException {
        picture("set/bright/1.png", 255, 255);
        picture("set/bright/2.png", 0, 0);
        picture("set/dark/1.png", 0, 0);
        Files.writeString(folder.resolve("set/dark/2.png"), "not a picture");
        JsonObject json =
                json("evaluate", "--data", folder.resolve("set").toString(), "--model", FakeCloud.MODEL, "--json");
        assertEquals(3, json.get("images").getAsInt());
        assertEquals(2 / 3.0, json.get("accuracy").getAsDouble(), 1e-12);
        assertEquals(1, json.get("fixedPointAgreement").getAsDouble());
        // bright images score high and low, the dark one low: one pair won, one tied
        assertEquals(0.75, json.getAsJsonObject("auc").get("bright").getAsDouble(), 1e-12);
        assertEquals(100, json.get("meanBytesUp").getAsDouble());
        assertEquals(1, json.getAsJsonArray("skipped").size());
        assertTrue(json.get("meanMillis").getAsDouble() > 0);
        JsonObject limited = json(
                "evaluate",
                "--data",
                folder.resolve("set").toString(),
                "--model",
                FakeCloud.MODEL,
                "--json",
                "--limit",
                "2");
        assertEquals(1, limited.get("accuracy").getAsDouble());
    }

    @Test
    void evaluate_comparesWithTheShippedModelOfTheSameVersionOnly() throws IOException {
        picture("set/bright/1.png", 255, 255);
        picture("set/dark/1.png", 0, 0);
        String[] args = {
            "evaluate",
            "--data",
            folder.resolve("set").toString(),
            "--model",
            FakeCloud.MODEL,
            "--json",
            "--server",
            "a:9"
        };
        assertEquals(1, json(args).get("accuracyFloat").getAsDouble());
        cloud.version = "2.0.0";
        JsonObject other = json(args);
        assertTrue(other.get("accuracyFloat").isJsonNull());
        assertTrue(other.getAsJsonObject("aucFloat").get("dark").isJsonNull());
        assertTrue(other.get("comparisonMissing").getAsString().contains("version 1.0.0"), other.toString());
    }

    @Test
    void evaluate_wantsFoldersNamedAsClasses() throws IOException {
        picture("set/light/1.png", 255, 255);
        String sentence = sentence(
                ExitCode.FILE, "evaluate", "--data", folder.resolve("set").toString(), "--model", FakeCloud.MODEL);
        assertTrue(sentence.contains("[light]") && sentence.contains("[bright, dark]"), sentence);
    }

    @Test
    void demo_writesAnOverlayOfTheSample() throws IOException {
        Path sample = SampleScans.write(folder.resolve("drawn")).getLast();
        cloud.sample = Files.readAllBytes(sample);
        Path overlay = folder.resolve("demo.png");
        assertEquals(0, run("demo", "--out", overlay.toString()), err.toString());
        assertTrue(Files.size(overlay) > 10_000);
        assertTrue(out.toString().contains("Overlay written to " + overlay), out.toString());
        assertTrue(out.toString().contains("Agrees with the model in the clear"), out.toString());
        assertEquals(SampleScans.LUNGS, DemoCommand.LUNGS);
    }

    @Test
    void control_charactersNeverReachTheTerminal() {
        cloud.failure = new CloudException(CloudException.Reason.REFUSED, "\u001b[31mred\u0007");
        assertFalse(
                sentence(ExitCode.SERVER, "classify", scan, "--server", "a:1").contains("\u001b"));
    }

    @Test
    void helpAndVersion_succeed() throws IOException {
        assertEquals(0, run("--help"));
        assertTrue(out.toString().contains("Exit codes:"), out.toString());
        assertEquals(0, run("classify", "--help"));
        assertTrue(out.toString().contains("70"), out.toString());
        assertEquals(0, run("--version"));
        String page = Files.readString(Path.of("../docs/cli.md"));
        ExitCode.list()
                .forEach((code, meaning) -> assertTrue(page.contains("| " + code + " | " + meaning + " |"), code));
    }
}
