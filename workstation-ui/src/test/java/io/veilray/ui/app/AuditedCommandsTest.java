package io.veilray.ui.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.audit.AuditEntry;
import io.veilray.audit.AuditTrail;
import io.veilray.audit.Sent;
import io.veilray.audit.Sent.Outcome;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.CloudException.Reason;
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

/** A trail that missed what the command line sent would claim that less was sent than was. */
class AuditedCommandsTest {
    @TempDir
    Path folder;

    private final FakeCloud cloud = new FakeCloud();
    private final StringWriter err = new StringWriter();
    private HomeOfTheTest home;
    private String scan;

    @BeforeEach
    void begin() throws IOException {
        home = new HomeOfTheTest(folder.resolve("home"));
        scan = picture(folder.resolve("scan.png"));
    }

    @AfterEach
    void end() {
        home.close();
    }

    private static String picture(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        ImageIO.write(new BufferedImage(8, 4, BufferedImage.TYPE_BYTE_GRAY), "png", file.toFile());
        return file.toString();
    }

    private int run(String... args) {
        err.getBuffer().setLength(0);
        Console console = new Console(new PrintWriter(new StringWriter(), true), new PrintWriter(err, true));
        return Veilray.run(console, cloud.services(), args);
    }

    private AuditTrail trail() {
        return new AuditTrail(folder.resolve("home").resolve("audit"));
    }

    private List<Sent> sent() throws IOException {
        assertTrue(trail().verify().isUnbroken());
        return trail().newest(100).stream().map(Sent.class::cast).toList();
    }

    @Test
    void classify_writesOneEntry() throws Exception {
        assertEquals(0, run("classify", scan), err.toString());
        Sent entry = sent().getFirst();
        assertEquals(1, sent().size());
        assertEquals(Sent.LOCAL, entry.server());
        assertEquals(FakeCloud.MODEL, entry.model());
        assertEquals(Optional.of("1.0.0"), entry.modelVersion());
        assertEquals(Optional.of("masked"), entry.mode());
        assertEquals(Optional.of(new Sent.Amounts(100, 200, 3000, 1)), entry.amounts());
        assertEquals(Outcome.COMPLETED, entry.outcome());
        assertEquals(0, run("classify", scan, "--server", "cloud.example.org:50051"), err.toString());
        assertEquals("cloud.example.org:50051", sent().getFirst().server());
    }

    @Test
    void heatMapAndEvaluation_writeOneEntryAClassification() throws Exception {
        assertEquals(0, run("heatmap", scan, "--window", "4", "--stride", "4", "--json"), err.toString());
        assertEquals(2, sent().size());
        for (String name : List.of("bright/a.png", "bright/b.png", "dark/c.png")) {
            picture(folder.resolve("set").resolve(name));
        }
        String data = folder.resolve("set").toString();
        assertEquals(0, run("evaluate", "--data", data, "--model", FakeCloud.MODEL), err.toString());
        assertEquals(5, sent().size());
    }

    @Test
    void failedClassification_isRecordedWithItsReason() throws Exception {
        cloud.event = before -> {
            throw new CloudException(before == 0 ? Reason.LOST : Reason.CANCELLED, "the test ended it");
        };
        assertEquals(4, run("classify", scan));
        assertEquals(Outcome.FAILED, sent().getFirst().outcome());
        assertEquals(Optional.of("lost"), sent().getFirst().reason());
        assertEquals(Optional.empty(), sent().getFirst().amounts());
        run("classify", scan);
        assertEquals(Outcome.CANCELED, sent().getFirst().outcome());
        assertEquals(2, sent().size());
    }

    @Test
    void nothingSent_leavesNoEntry() throws Exception {
        run("classify", folder.resolve("missing.png").toString());
        run("classify", scan, "--model", "none");
        cloud.failure = new CloudException(Reason.UNREACHABLE, "nobody there");
        run("classify", scan);
        assertEquals(List.<AuditEntry>of(), trail().newest(10));
        assertFalse(Files.exists(trail().folder()));
    }

    @Test
    void trailThatCannotBeWritten_isToldOnceAndCostsNoResult() throws Exception {
        Files.writeString(Files.createDirectories(folder.resolve("home")).resolve("audit"), "in the way");
        assertEquals(0, run("heatmap", scan, "--window", "4", "--stride", "4", "--json"), err.toString());
        List<String> told = err.toString()
                .lines()
                .filter(line -> line.contains("audit trail"))
                .toList();
        assertEquals(1, told.size(), err.toString());
        assertTrue(told.getFirst().contains("The command goes on"), told.getFirst());
    }
}
