package io.veilray.ui.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.veilray.opinion.OpinionRule;
import io.veilray.protocol.CloudException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A heat map is many runs: the user is told before they begin, and a part of it must never pass for the whole. */
class HeatMapCommandTest {
    @TempDir
    Path folder;

    private final FakeCloud cloud = new FakeCloud();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private String scan;
    private Path map;

    /** Left half black, right half white, 8x4 px. */
    @BeforeEach
    void drawScan() throws IOException {
        BufferedImage image = new BufferedImage(8, 4, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < 32; i++) {
            image.getRaster().setSample(i % 8, i / 8, 0, i % 8 < 4 ? 0 : 255);
        }
        Path file = folder.resolve("scan.png");
        ImageIO.write(image, "png", file.toFile());
        scan = file.toString();
        map = folder.resolve("map.png");
    }

    @AfterEach
    void nothingStaysOpen() {
        assertEquals(0, cloud.connections);
        assertEquals(0, cloud.running);
    }

    private int run(String... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        String[] all = new String[args.length + 2];
        all[0] = "heatmap";
        all[1] = scan;
        System.arraycopy(args, 0, all, 2, args.length);
        return Veilray.run(new Console(new PrintWriter(out, true), new PrintWriter(err, true)), cloud.services(), all);
    }

    private String sentence(ExitCode code, String... args) {
        assertEquals(code.number(), run(args), err.toString());
        String last = err.toString().strip().lines().toList().getLast();
        assertTrue(last.startsWith("veilray: ") && last.endsWith("."), err.toString());
        assertFalse(err.toString().contains("\tat "), err.toString());
        return last;
    }

    private JsonObject json() {
        return JsonParser.parseString(out.toString()).getAsJsonObject();
    }

    /** Windows of 4x4 px, 2 px apart, over 8x4 px: three, of mean 0, 0.5 and 1, all against 0.5. */
    @Test
    void heatmap_tellsTheCostThenPaintsAndSumsUp() throws IOException {
        assertEquals(0, run("--window", "4", "--out", map.toString()), err.toString());
        String text = out.toString();
        for (String part : new String[] {
            "3 windows of 4x4 px, at most 2 px apart, over 8x4 px at 0,0",
            "Each is a private classification of its own by " + FakeCloud.MODEL + ", stretched to 2x2 px",
            " both ways, ",
            "The map shows dark",
            "The first took ",
            "3 of 3 windows",
            "3 of 3 windows have an opinion",
            "Highest for dark: 62.2 % in the window at 0,0",
            "300 bytes up and 600 down in the rounds, 9,000 for the tickets",
            "Heat map written to " + map,
            "Research use only. Not for diagnostic use."
        }) {
            assertTrue(text.contains(part), part + " in " + text); // 62.2 %: softmax of 0.5 and 0
        }
        assertTrue(ImageIO.read(map.toFile()).getHeight() >= 512);
        assertEquals("", err.toString());
    }

    @Test
    void json_givesEveryWindow() {
        cloud.opinion = new OpinionRule(List.of(), Optional.empty(), 0.6, Optional.empty(), Optional.empty());
        assertEquals(0, run("--window", "4,4", "--stride", "2", "--class", "bright", "--json"), err.toString());
        JsonObject json = json();
        assertEquals("bright", json.get("shown").getAsString());
        assertTrue(json.get("complete").getAsBoolean() && json.get("failure").isJsonNull());
        assertEquals(2, json.get("opinions").getAsInt());
        JsonArray windows = json.getAsJsonArray("windows");
        assertEquals(3, windows.size());
        for (int i = 0; i < 3; i++) {
            JsonObject window = windows.get(i).getAsJsonObject();
            assertEquals(2 * i, window.getAsJsonObject("region").get("x").getAsInt());
            double bright = 1 / (1 + Math.exp(0.5 - 0.5 * i)); // softmax of the mean and 0.5
            assertEquals(
                    bright,
                    window.getAsJsonObject("probabilities").get("bright").getAsDouble(),
                    1e-6);
            assertEquals(i != 1, window.get("opinion").getAsBoolean());
        }
        JsonObject middle = windows.get(1).getAsJsonObject();
        assertTrue(middle.get("class").isJsonNull());
        assertEquals(
                "low-probability",
                middle.getAsJsonArray("doubts")
                        .get(0)
                        .getAsJsonObject()
                        .get("kind")
                        .getAsString());
        assertEquals("bright", windows.get(2).getAsJsonObject().get("class").getAsString());
        assertTrue(err.toString().contains("3 of 3 windows"), err.toString());
    }

    @Test
    void badOptions_areSentencesBeforeAnythingConnects() {
        cloud.failure = new CloudException(CloudException.Reason.UNREACHABLE, "must not be asked");
        String picture = map.toString();
        ExitCode wrong = ExitCode.WRONG_ARGUMENTS;
        assertTrue(sentence(wrong, "--out", picture).contains("--window"));
        assertTrue(sentence(wrong, "--window", "4").contains("--out MAP.png"));
        assertTrue(sentence(wrong, "--window", "9,4", "--out", picture)
                .contains("window of 9x4 px: must be from 1x1 px to the region's 8x4 px"));
        assertTrue(sentence(wrong, "--region", "0,0,3,3", "--window", "4", "--out", picture)
                .contains("region's 3x3 px"));
        assertTrue(sentence(wrong, "--window", "4", "--stride", "0", "--out", picture)
                .contains("stride of 0 px: must be from 1 to 4 px"));
        assertTrue(sentence(wrong, "--window", "4", "--stride", "5", "--out", picture)
                .contains("so that no pixel is left out"));
        assertTrue(sentence(wrong, "--window", "x", "--out", picture).contains("W,H"));
        assertTrue(sentence(wrong, "--window", "1,2,3", "--out", picture).contains("W,H"));
        assertTrue(sentence(wrong, "--window", "1", "--windows-at-most", "31", "--out", picture)
                .contains("32 windows are more than 31: choose a longer --stride or a smaller --region, or allow them"
                        + " with --windows-at-most 32"));
        assertTrue(sentence(ExitCode.FILE, "--window", "4", "--region", "0,0,9,4", "--out", picture)
                .contains("8x4 px"));
        assertTrue(sentence(ExitCode.FILE, "--window", "4", "--out", scan).contains("scan itself"));
        assertFalse(Files.exists(map));
    }

    @Test
    void unknownClass_isRefusedBeforeTheFirstTicket() {
        String sentence =
                sentence(ExitCode.WRONG_ARGUMENTS, "--window", "4", "--class", "grey", "--out", map.toString());
        assertTrue(sentence.contains("\"grey\" is no class of") && sentence.contains("bright, dark"), sentence);
        assertEquals(0, cloud.classifications.get());
    }

    /** Windows 0 to k - 1 were answered, or are on their way beside the one that fails. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7})
    void failureAtAnyWindow_leavesAMapThatSaysItIsIncomplete(int k) throws IOException {
        cloud.event = before -> {
            if (before >= k) {
                throw new CloudException(CloudException.Reason.REFUSED, "the server had enough");
            }
        };
        String sentence =
                sentence(ExitCode.SERVER, "--window", "1,4", "--stride", "1", "--json", "--out", map.toString());
        assertTrue(sentence.contains("the server had enough"), sentence);
        JsonObject json = json();
        assertFalse(json.get("complete").getAsBoolean());
        assertTrue(json.get("failure").getAsString().contains("the server had enough"));
        int examined = json.get("examined").getAsInt();
        assertTrue(examined >= k - 1 && examined <= k, "examined " + examined);
        int listed = 0;
        for (var window : json.getAsJsonArray("windows")) {
            JsonObject each = window.getAsJsonObject();
            listed += each.get("examined").getAsBoolean() ? 1 : 0;
            assertEquals(
                    each.get("examined").getAsBoolean(),
                    !each.get("probabilities").isJsonNull());
        }
        assertEquals(examined, listed);
        assertEquals(8, json.getAsJsonArray("windows").size());
        assertTrue(Files.exists(map));
    }

    @Test
    void failureAtTheFirstWindow_leavesNoMap() {
        cloud.event = before -> {
            throw new CloudException(CloudException.Reason.REFUSED, "the server is closed");
        };
        sentence(ExitCode.SERVER, "--window", "4", "--out", map.toString());
        assertFalse(Files.exists(map));
        assertEquals(1, cloud.classifications.get());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4})
    void interruptionAtAnyWindow_cancelsAll(int k) {
        Thread caller = Thread.currentThread();
        cloud.event = before -> {
            if (before >= k) {
                caller.interrupt();
                try {
                    Thread.sleep(60_000);
                } catch (InterruptedException e) {
                    throw new CloudException(CloudException.Reason.CANCELLED, "cancelled", e);
                }
            }
        };
        String sentence = sentence(ExitCode.CANCELLED, "--window", "1,4", "--stride", "1", "--out", map.toString());
        assertTrue(Thread.interrupted());
        assertTrue(sentence.contains("the heat map was cancelled"), sentence);
        assertFalse(Files.exists(map));
        assertTrue(cloud.classifications.get() <= k + 2);
    }

    @Test
    void help_saysThatEveryWindowIsAClassificationOfItsOwn() {
        assertEquals(0, run("--help"));
        String words = out.toString().replaceAll("\\s+", " ");
        assertTrue(words.contains("Every window is a private classification of its own"), words);
    }
}
