package io.veilray.imagej.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.client.HeatMapRun;
import io.veilray.client.LocalCloud;
import io.veilray.client.PrivateClassifier;
import io.veilray.imagej.options.FolderOptions;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.CloudException.Reason;
import io.veilray.protocol.ModelInfo;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run over thousands of images is left alone over night: none may be lost or counted twice whatever happens to it. */
class FolderRunTest {
    private static final String MODEL = "pneumonia-cxr-28";

    private static LocalCloud.Running cloud;
    private static PrivateClassifier classifier;
    private static ModelInfo model;

    @BeforeAll
    static void connect() throws Exception {
        cloud = LocalCloud.find().orElseThrow().start(0, Optional.empty());
        classifier = PrivateClassifier.connect(cloud.endpoint());
        model = classifier.model(MODEL);
    }

    @AfterAll
    static void close() {
        classifier.close();
        cloud.close();
    }

    private static void picture(Path file, int seed) throws IOException {
        BufferedImage image = new BufferedImage(32, 32, BufferedImage.TYPE_BYTE_GRAY);
        Random random = new Random(seed);
        for (int i = 0; i < 32 * 32; i++) {
            image.getRaster().setSample(i % 32, i / 32, 0, random.nextInt(256));
        }
        ImageIO.write(image, "png", file.toFile());
    }

    private static FolderOptions options(Path folder, String more) {
        return FolderOptions.parse(
                "input=[" + folder + "] output=[" + folder.resolve("out.csv") + "] parallel=2 " + more);
    }

    private static List<String> csv(Path folder) throws IOException {
        return Files.readAllLines(folder.resolve("out.csv"));
    }

    private static String cell(String line, int index) {
        return line.split(",", -1)[index].replace("\"", "");
    }

    /** Left out of the table without a word, these would be missed by nobody. */
    @Test
    void imagesWhoseNamesBeginLikeTheOutput_areClassifiedToo(@TempDir Path folder) throws Exception {
        picture(folder.resolve("scan-1.png"), 1);
        picture(folder.resolve("scan-2.png"), 2);
        FolderOptions options = FolderOptions.parse("input=[" + folder + "] output=[" + folder.resolve("scan") + "]");
        assertEquals(
                2, new FolderRun(options, classifier::classify, model).run().done());
        assertEquals(
                2, new FolderRun(options, classifier::classify, model).run().earlier(), "and nothing of our own");
    }

    /** 200 images and five that are none; the server fails now and then, and twice for good; the manifest is cut. */
    @Test
    void twoHundredImagesWithFaults_areEachInTheTableOnce(@TempDir Path folder) throws Exception {
        for (int i = 0; i < 200; i++) {
            picture(folder.resolve(String.format("scan-%03d.png", i)), i);
        }
        Files.writeString(folder.resolve("notes.txt"), "no image");
        Files.write(folder.resolve("empty.png"), new byte[0]);
        byte[] whole = Files.readAllBytes(folder.resolve("scan-000.png"));
        Files.write(folder.resolve("cut.png"), java.util.Arrays.copyOf(whole, whole.length / 2));
        Files.write(folder.resolve("cut.dcm"), dicomHeadAlone());
        Files.write(folder.resolve("lying.tif"), lyingTiff());

        AtomicInteger calls = new AtomicInteger();
        HeatMapRun.Classifier shaky = (patch, id, progress) -> {
            int call = calls.incrementAndGet();
            if (call % 17 == 0 || call == 60 || call == 61 || call == 62 || call == 63) {
                throw new CloudException(Reason.LOST, "the connection broke");
            }
            return classifier.classify(patch, id, progress);
        };
        int failures = 0;
        for (boolean finished = false; !finished; ) {
            try {
                new FolderRun(options(folder, ""), shaky, model, 1).run();
                finished = true;
            } catch (CloudException e) {
                assertEquals(Reason.LOST, e.reason());
                failures++;
                cutLastLine(folder.resolve("out.csv.manifest"));
            }
        }
        assertTrue(failures >= 1, "the server failed for good");
        List<String> rows = csv(folder);
        assertEquals(1 + 205, rows.size());
        List<String> files =
                rows.subList(1, rows.size()).stream().map(row -> cell(row, 1)).toList();
        assertEquals(205, new HashSet<>(files).size());
        assertTrue(
                rows.getFirst().startsWith("Research use only. Not for diagnostic use.,File,Reason,Image"),
                rows.getFirst());
        assertEquals(
                List.of("cut.dcm", "cut.png", "empty.png", "lying.tif", "notes.txt"),
                rows.subList(1, rows.size()).stream()
                        .filter(row -> !cell(row, 2).isEmpty())
                        .map(row -> cell(row, 1))
                        .toList());

        int before = calls.get();
        FolderRun.Summary again = new FolderRun(options(folder, ""), shaky, model, 1).run();
        assertEquals(new FolderRun.Summary(0, 0, 205), again);
        assertEquals(before, calls.get());
    }

    private static byte[] dicomHeadAlone() {
        byte[] head = new byte[140];
        System.arraycopy(new byte[] {'D', 'I', 'C', 'M'}, 0, head, 128, 4);
        return head;
    }

    /** A TIFF header with one directory that promises 30000 x 30000 px at byte 8. */
    private static byte[] lyingTiff() {
        java.nio.ByteBuffer tiff = java.nio.ByteBuffer.allocate(100).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        tiff.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(8).putShort((short) 5);
        for (int[] entry : new int[][] {{256, 30_000}, {257, 30_000}, {258, 8}, {262, 1}, {273, 8}}) {
            tiff.putShort((short) entry[0]).putShort((short) 4).putInt(1).putInt(entry[1]);
        }
        return tiff.array();
    }

    /** As a crash in the middle of a write leaves it. */
    private static void cutLastLine(Path manifest) throws IOException {
        byte[] all = Files.readAllBytes(manifest);
        Files.write(manifest, java.util.Arrays.copyOf(all, all.length - 9));
    }

    @Test
    void changedFile_isDoneAgainAndNewOnesAreAdded(@TempDir Path folder) throws Exception {
        picture(folder.resolve("a.png"), 1);
        picture(folder.resolve("b.png"), 2);
        new FolderRun(options(folder, ""), classifier::classify, model, 1).run();
        picture(folder.resolve("b.png"), 99);
        Files.setLastModifiedTime(folder.resolve("b.png"), java.nio.file.attribute.FileTime.fromMillis(1_000_000));
        picture(folder.resolve("c.png"), 3);
        FolderRun.Summary summary = new FolderRun(options(folder, ""), classifier::classify, model, 1).run();
        assertEquals(new FolderRun.Summary(2, 0, 1), summary);
        assertEquals(4, csv(folder).size());
    }

    @Test
    void otherModelOverTheSameOutput_isRefusedUnlessFresh(@TempDir Path folder) throws Exception {
        picture(folder.resolve("a.png"), 1);
        new FolderRun(options(folder, ""), classifier::classify, model, 1).run();
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> new FolderRun(options(folder, "region=[0,0,8,8]"), classifier::classify, model, 1).run())
                .getMessage();
        assertTrue(message.contains("give the option fresh"), message);
        new FolderRun(options(folder, "region=[0,0,8,8] fresh"), classifier::classify, model, 1).run();
        assertEquals("8", cell(csv(folder).get(1), 8));
    }

    @Test
    void regionOutsideOfAnImageAndMissingSlice_areReasons(@TempDir Path folder) throws Exception {
        picture(folder.resolve("a.png"), 1);
        new FolderRun(options(folder, "region=[0,0,33,8]"), classifier::classify, model, 1).run();
        assertTrue(csv(folder).get(1).contains("outside the image"), csv(folder).get(1));
        new FolderRun(options(folder, "slice=2 fresh"), classifier::classify, model, 1).run();
        assertTrue(csv(folder).get(1).contains("has 1 slices"), csv(folder).get(1));
    }

    /** ImageJ fills what is missing with zeros, and a model would classify half a picture. */
    @Test
    void dicomFileCutInItsPixels_isRefused(@TempDir Path folder, @TempDir Path samples) throws Exception {
        Path film = LocalCloud.find().orElseThrow().writeSamples(samples).getFirst();
        byte[] whole = Files.readAllBytes(film);
        Files.write(folder.resolve("whole.dcm"), whole);
        Files.write(folder.resolve("cut.dcm"), java.util.Arrays.copyOf(whole, whole.length / 2));
        FolderRun.Summary summary = new FolderRun(options(folder, ""), classifier::classify, model, 1).run();
        assertEquals(new FolderRun.Summary(1, 1, 0), summary);
        assertTrue(
                csv(folder).get(1).startsWith("1,cut.dcm,")
                        && !cell(csv(folder).get(1), 2).isEmpty(),
                csv(folder).get(1));
    }

    @Test
    void missingFolders_areNamed(@TempDir Path folder) {
        String input = assertThrows(
                        IOException.class,
                        () -> new FolderRun(options(folder.resolve("none"), ""), classifier::classify, model, 1).run())
                .getMessage();
        assertTrue(input.contains("is no folder"), input);
        FolderOptions nowhere = FolderOptions.parse("input=[" + folder + "] output=[" + folder + "/none/out.csv]");
        String output = assertThrows(
                        IOException.class, () -> new FolderRun(nowhere, classifier::classify, model, 1).run())
                .getMessage();
        assertTrue(output.contains("lies in no folder"), output);
    }

    @Test
    void subfolders_areEnteredOnRequest(@TempDir Path folder) throws Exception {
        Files.createDirectories(folder.resolve("deep/er"));
        picture(folder.resolve("deep/er/a.png"), 1);
        assertEquals(
                new FolderRun.Summary(0, 0, 0),
                new FolderRun(options(folder, ""), classifier::classify, model, 1).run());
        assertEquals(
                new FolderRun.Summary(1, 0, 0),
                new FolderRun(options(folder, "subfolders"), classifier::classify, model, 1).run());
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(3, left.count(), "out.csv, its manifest, deep");
        }
    }
}
