package io.veilray.ui.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.veilray.opinion.Doubt;
import io.veilray.region.Region;
import io.veilray.region.Slice;
import io.veilray.region.Window;
import io.veilray.result.Classification;
import io.veilray.result.CsvText;
import io.veilray.ui.Screenshot;
import io.veilray.ui.classify.Review;
import io.veilray.ui.scan.Scan;
import io.veilray.ui.text.Messages;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What leaves the window as a file is read by other programs, and by people who never saw the window. */
class ResultExportTest {
    private static final int CLASS = 8;
    private static final Locale BEFORE = Locale.getDefault();

    @TempDir
    Path folder;

    @AfterEach
    void language() {
        Locale.setDefault(BEFORE);
    }

    private static Finding finding(String region, List<String> classes, List<Doubt> doubts, String comment) {
        double[] logits = new double[classes.size()];
        double[] probabilities = new double[classes.size()];
        java.util.Arrays.fill(probabilities, 1.0 / classes.size());
        logits[0] = 1;
        return finding(
                region,
                new Classification(
                        "m-1",
                        "1.0.0",
                        "masked",
                        classes,
                        logits,
                        probabilities,
                        false,
                        doubts,
                        new Region(1, 2, 3, 4),
                        5,
                        10,
                        20,
                        30,
                        Map.of(),
                        Optional.empty()),
                comment);
    }

    /** Of a model whose owner reveals the second class and nothing else. */
    private static Finding classAlone() {
        return finding(
                "A",
                new Classification(
                        "m-1",
                        "1.0.0",
                        "strict",
                        List.of("no", "yes"),
                        new double[0],
                        new double[0],
                        false,
                        1,
                        List.of(),
                        new Region(1, 2, 3, 4),
                        5,
                        10,
                        20,
                        30,
                        Map.of(),
                        Optional.empty()),
                "");
    }

    private static Finding finding(String region, Classification result, String comment) {
        Slice slice = new Slice(16, 16, new float[256], Window.between(0, 255), false);
        return new Finding(
                new Scan(slice, "PNG 16x16", List.of()),
                region,
                result,
                Optional.empty(),
                new Review(Review.Verdict.ACCEPTED, comment),
                Finding.LOCAL,
                0.25,
                Instant.EPOCH);
    }

    /** A reader of RFC 4180, written from its grammar. */
    private static List<List<String>> parse(String csv) {
        List<List<String>> rows = new ArrayList<>();
        List<String> row = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < csv.length(); i++) {
            char c = csv.charAt(i);
            if (quoted && c == '"' && i + 1 < csv.length() && csv.charAt(i + 1) == '"') {
                cell.append('"');
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (quoted || c != ',' && c != '\r' && c != '\n') {
                cell.append(c);
            } else if (c != '\n') {
                row.add(cell.toString());
                cell.setLength(0);
                if (c == '\r') {
                    rows.add(row);
                    row = new ArrayList<>();
                }
            }
        }
        return rows;
    }

    @Test
    void csv_hasOneRowAResultAndTheWordsInItsHeader() throws Exception {
        Locale.setDefault(Locale.GERMANY);
        Path file = folder.resolve("results.csv");
        String nasty = "first \"line\",\nsecond; end";
        ResultExport.csv(
                List.of(
                        finding("A", List.of("no", "yes"), List.of(), nasty),
                        finding("B", List.of("yes", "other", "third", "more"), List.of(), "")),
                file);
        String text = Files.readString(file);
        assertEquals('\uFEFF', text.charAt(0));
        List<List<String>> rows = parse(text.substring(1));
        assertEquals(3, rows.size());
        rows.forEach(row -> assertEquals(rows.getFirst().size(), row.size()));
        assertEquals(Classification.RESEARCH_USE, rows.getFirst().getFirst());
        int comment = rows.getFirst().indexOf("comment");
        assertEquals(nasty, rows.get(1).get(comment));
        int yes = rows.getFirst().indexOf("p(yes)");
        assertEquals("0.500000", rows.get(1).get(yes));
        assertEquals("0.250000", rows.get(2).get(yes));
        assertEquals("", rows.get(2).get(rows.getFirst().indexOf("p(no)")), "a class that the model does not know");
    }

    @Test
    void csvOfNoOpinion_namesNoClass() throws Exception {
        Path file = folder.resolve("results.csv");
        Doubt doubt = new Doubt(Doubt.Kind.LOW_PROBABILITY, 0.5, 0.8, "");
        ResultExport.csv(List.of(finding("A", List.of("no", "yes"), List.of(doubt), "")), file);
        List<String> row = parse(Files.readString(file).substring(1)).get(1);
        assertEquals("", row.get(CLASS));
        assertEquals("false", row.get(CLASS - 1));
        assertEquals(doubt.sentence(), row.get(CLASS + 1));
    }

    @Test
    void classAlone_hasItsNameAndNoFigures() throws Exception {
        Path file = folder.resolve("results.csv");
        ResultExport.csv(List.of(classAlone()), file);
        List<List<String>> rows = parse(Files.readString(file).substring(1));
        assertEquals("yes", rows.get(1).get(CLASS));
        for (String figure : List.of("p(no)", "p(yes)")) {
            assertEquals("", rows.get(1).get(rows.getFirst().indexOf(figure)));
        }
        Path json = folder.resolve("results.json");
        ResultExport.json(List.of(classAlone()), json);
        JsonObject result = JsonParser.parseString(Files.readString(json))
                .getAsJsonObject()
                .getAsJsonArray("results")
                .get(0)
                .getAsJsonObject();
        assertEquals("yes", result.get("class").getAsString());
        assertEquals("yes", result.get("mostLikely").getAsString());
        assertTrue(
                result.get("logits").isJsonNull() && result.get("probabilities").isJsonNull(), result.toString());
        assertFalse(result.get("calibrated").getAsBoolean());
        Path png = folder.resolve("result.png");
        ResultExport.png(classAlone(), true, png);
        Screenshot.save(ImageIO.read(png.toFile()), "class-only-export");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", " =1+1", "\t=1+1", "\r=1+1"})
    void formula_isDisarmed(String formula) {
        List<List<String>> rows = parse(CsvText.of(formula) + "\r\n");
        assertEquals("'" + formula, rows.getFirst().getFirst());
    }

    @Test
    void json_hasTheKeysOfTheCommandLineAndTheReview() throws Exception {
        Path file = folder.resolve("results.json");
        ResultExport.json(List.of(finding("Lunge, rechts", List.of("no", "yes"), List.of(), "gut")), file);
        JsonObject all = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
        assertEquals(Classification.RESEARCH_USE, all.get("use").getAsString());
        JsonObject result = all.getAsJsonArray("results").get(0).getAsJsonObject();
        assertEquals("no", result.get("class").getAsString());
        assertEquals("m-1", result.get("model").getAsString());
        assertEquals("Lunge, rechts", result.get("regionName").getAsString());
        assertEquals("ACCEPTED", result.get("verdict").getAsString());
        assertEquals("gut", result.get("comment").getAsString());
    }

    @Test
    void png_isAPictureWiderThanTheScan() throws Exception {
        Path file = folder.resolve("result.png");
        ResultExport.png(finding("A", List.of("no", "yes"), List.of(), ""), true, file);
        BufferedImage picture = ImageIO.read(file.toFile());
        assertTrue(picture.getWidth() > 512 + 300, "scan of at least 512 px and a card of 300");
    }

    @Test
    void placeThatCannotBeWritten_isToldAndLeavesNothing() throws IOException {
        Path file = folder.resolve("missing/results.csv");
        ExportException failure = assertThrows(ExportException.class, () -> ResultExport.csv(List.of(), file));
        for (Locale language : Messages.LANGUAGES) {
            String said = failure.sentence(Messages.of(language));
            assertTrue(said.contains("missing"), said);
        }
        assertThrows(ExportException.class, () -> ResultExport.csv(List.of(), folder));
    }

    @Test
    void brokenWrite_keepsTheOldFile() throws IOException {
        Path file = Files.writeString(folder.resolve("results.csv"), "old");
        assertThrows(
                IOException.class,
                () -> WholeFile.write(file, out -> {
                    out.write('n');
                    throw new IOException("disk full");
                }));
        assertEquals("old", Files.readString(file));
        try (Stream<Path> left = Files.list(folder)) {
            assertFalse(left.anyMatch(path -> !path.equals(file)), "nothing half written is left");
        }
    }
}
