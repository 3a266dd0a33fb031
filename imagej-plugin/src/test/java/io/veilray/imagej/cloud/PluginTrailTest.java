package io.veilray.imagej.cloud;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.audit.AuditTrail;
import io.veilray.audit.Sent;
import io.veilray.imagej.folder.FolderRun;
import io.veilray.imagej.options.FolderOptions;
import io.veilray.imagej.options.ServerChoice;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What ImageJ sent stands in the same trail as what the workstation sent, and names no file. */
class PluginTrailTest {
    private static final int IMAGES = 6;
    private static final String MODEL = "pneumonia-cxr-28";

    @Test
    void folderRun_writesOneEntryAnImage(@TempDir Path folder) throws Exception {
        String before = System.getProperty("veilray.home");
        System.setProperty("veilray.home", folder.resolve("home").toString());
        try {
            for (int i = 0; i < IMAGES; i++) {
                BufferedImage image = new BufferedImage(32, 32, BufferedImage.TYPE_BYTE_GRAY);
                ImageIO.write(
                        image, "png", folder.resolve("PLANTED" + i + ".png").toFile());
            }
            ServerChoice local = new ServerChoice(ServerChoice.LOCAL, "");
            FolderOptions options =
                    FolderOptions.parse("input=[" + folder + "] output=[" + folder.resolve("out.csv") + "]");
            new FolderRun(
                            options,
                            PluginCloud.classifier(local),
                            PluginCloud.connect(local).model(MODEL))
                    .run();
            PluginCloud.stopLocal();
        } finally {
            PluginTrail.close();
            System.setProperty("veilray.home", before);
        }
        AuditTrail trail = new AuditTrail(folder.resolve("home").resolve("audit"));
        assertTrue(trail.verify().isUnbroken());
        List<Sent> entries = trail.newest(100).stream().map(Sent.class::cast).toList();
        assertEquals(IMAGES, entries.size());
        for (Sent entry : entries) {
            assertEquals(Sent.LOCAL, entry.server());
            assertEquals(32 * 3 - 1, entry.fingerprint().orElseThrow().length());
            assertEquals(MODEL, entry.model());
            assertEquals(Sent.Outcome.COMPLETED, entry.outcome());
            assertTrue(entry.amounts().orElseThrow().bytesUp() > 0);
        }
        try (Stream<Path> files = Files.list(trail.folder())) {
            for (Path file : files.toList()) {
                assertFalse(Files.readString(file, StandardCharsets.ISO_8859_1).contains("PLANTED"));
            }
        }
    }
}
