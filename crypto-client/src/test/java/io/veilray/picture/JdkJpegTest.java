package io.veilray.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JdkJpegTest {
    /** Found by fuzzing: two strange bytes before a marker are a warning, and the rest is missing. */
    private static final byte[] WARNS = {
        (byte) 0xFF,
        (byte) 0xD8,
        (byte) 0xF6,
        (byte) 0xFF,
        (byte) 0xD8,
        (byte) 0xFF,
        (byte) 0xE0,
        0,
        16,
        'J',
        'F',
        'I',
        'F',
        0
    };

    /** With Parallel, JDK 25.0.3 stood still within 30,000; a young generation of 2 MB is full every few hundred. */
    private static final int MANY = 100_000;

    /** Decodes it many times if it may. */
    public static void main(String[] args) throws IOException {
        Optional<String> refusal = JdkJpeg.refusal(new ByteArrayInputStream(WARNS));
        if (refusal.isPresent()) {
            System.out.println(refusal.get());
            return;
        }
        int warnings = 0;
        for (int i = 0; i < MANY; i++) {
            warnings += warnings(WARNS);
        }
        System.out.println(warnings);
    }

    private static int warnings(byte[] jpeg) throws IOException {
        ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
        int[] warnings = {0};
        reader.addIIOReadWarningListener((source, warning) -> warnings[0]++);
        try (MemoryCacheImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(jpeg))) {
            reader.setInput(in, true, true);
            reader.read(0);
            throw new AssertionError("a picture without a frame");
        } catch (IOException e) {
            return warnings[0];
        } finally {
            reader.dispose();
        }
    }

    private static String underCollector(String collector) throws IOException, InterruptedException {
        Process java = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:+Use" + collector + "GC",
                        "-Xmn2m",
                        "-Xmx64m",
                        "-Djava.awt.headless=true",
                        "-cp",
                        System.getProperty("java.class.path"),
                        JdkJpegTest.class.getName())
                .redirectErrorStream(true)
                .start();
        try (InputStream output = java.getInputStream()) {
            String said = new String(output.readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(0, java.waitFor(), said);
            return said;
        } finally {
            java.destroyForcibly();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Serial", "Parallel"})
    void collectorThatWaitsForTheDecoder_isRefused(String collector) throws Exception {
        String said = underCollector(collector);
        assertTrue(said.contains("start Java with -XX:+UseG1GC"), said);
    }

    @Test
    void collectorThatWaitsForNothing_standsWarnings() throws Exception {
        assertEquals(String.valueOf(MANY), underCollector("G1").strip());
    }

    @Test
    void collectorOfTheTests_isOneThatMayDecode() {
        assertEquals(Optional.empty(), JdkJpeg.refusal());
    }

    /** Each of the last scan's copies takes 12 bytes and as long as the whole picture. */
    @Test
    void pictureThatIsGoneOverForEver_isRefused() throws IOException {
        byte[] longest = progressive(JdkJpeg.MOST_SCANS - 20);
        assertEquals(Optional.empty(), JdkJpeg.refusal(new ByteArrayInputStream(longest)));
        byte[] endless = progressive(JdkJpeg.MOST_SCANS);
        String refusal = JdkJpeg.refusal(new ByteArrayInputStream(endless)).orElseThrow();
        assertTrue(refusal.contains("more than 100 times"), refusal);
    }

    private static byte[] progressive(int copies) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam progressive = writer.getDefaultWriteParam();
        progressive.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BufferedImage blank = new BufferedImage(20, 20, BufferedImage.TYPE_BYTE_GRAY);
        try (MemoryCacheImageOutputStream file = new MemoryCacheImageOutputStream(out)) {
            writer.setOutput(file);
            writer.write(null, new IIOImage(blank, null, null), progressive);
        }
        byte[] picture = out.toByteArray();
        int last = picture.length - 2;
        while (picture[last] != (byte) 0xFF || picture[last + 1] != (byte) 0xDA) {
            last--;
        }
        out.reset();
        out.write(picture, 0, last);
        for (int i = 0; i < copies; i++) {
            out.write(picture, last, picture.length - 2 - last);
        }
        out.write(picture, picture.length - 2, 2);
        return out.toByteArray();
    }
}
