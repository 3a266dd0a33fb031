package io.veilray.ui.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.TestData;
import io.veilray.dicom.DicomBytes;
import io.veilray.region.Window;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a user drops here must open exactly or be refused in one sentence that names the file. */
class ScanReaderTest {
    @TempDir
    Path folder;

    private Path png(BufferedImage image) throws IOException {
        Path file = folder.resolve("image.dat"); // the name must not matter
        ImageIO.write(image, "png", file.toFile());
        return file;
    }

    private String refusal(byte[] content) throws IOException {
        Path file = Files.write(folder.resolve("x.bin"), content);
        return refusal(file, 1);
    }

    private static String refusal(Path file, int frame) {
        String message = assertThrows(ScanException.class, () -> ScanReader.read(file, frame))
                .getMessage();
        assertTrue(message.startsWith(file.toString()), message);
        assertTrue(message.endsWith(".") && !message.contains("\n"), message);
        return message;
    }

    @Test
    void eightAndSixteenBitGray_areKeptExactly() throws Exception {
        BufferedImage eight = new BufferedImage(256, 1, BufferedImage.TYPE_BYTE_GRAY);
        BufferedImage sixteen = new BufferedImage(256, 1, BufferedImage.TYPE_USHORT_GRAY);
        for (int x = 0; x < 256; x++) {
            eight.getRaster().setSample(x, 0, 0, x);
            sixteen.getRaster().setSample(x, 0, 0, 257 * x);
        }
        Scan small = ScanReader.read(png(eight), 1);
        assertEquals(Window.between(0, 255), small.slice().window());
        assertEquals("PNG 256x1, 8 bit", small.description());
        Scan large = ScanReader.read(png(sixteen), 1);
        assertEquals(Window.between(0, 65535), large.slice().window());
        for (int x = 0; x < 256; x++) {
            assertEquals(x, small.slice().value(x, 0));
            assertEquals(257f * x, large.slice().value(x, 0));
        }
    }

    @Test
    void colour_becomesLuminanceAndSaysSo() throws Exception {
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, 0xC86432); // 200, 100, 50
        image.setRGB(1, 0, 0x7B7B7B); // a grey of 123 stays 123
        Scan scan = ScanReader.read(png(image), 1);
        assertEquals(0.299 * 200 + 0.587 * 100 + 0.114 * 50, scan.slice().value(0, 0), 1e-4);
        assertEquals(123f, scan.slice().value(1, 0));
        assertEquals(1, scan.notes().size());
    }

    /** Java decodes grey of 1 bit to a palette of black and white: that is neither colour nor 8 bit. */
    @Test
    void oneBitGray_isBlackAndWhiteWithoutANote() throws Exception {
        BufferedImage image = new BufferedImage(9, 1, BufferedImage.TYPE_BYTE_BINARY);
        image.setRGB(8, 0, 0xFFFFFF);
        Scan scan = ScanReader.read(png(image), 1);
        assertEquals("PNG 9x1, 1 bit", scan.description());
        assertEquals(List.of(), scan.notes());
        Window window = scan.slice().window();
        assertEquals(0, scan.slice().brightness(7, 0, window));
        assertEquals(1, scan.slice().brightness(8, 0, window));
    }

    @Test
    void transparency_isSaidToBeLeftOutOfGreyAndOfColour() throws Exception {
        Scan colour = ScanReader.read(png(new BufferedImage(2, 1, BufferedImage.TYPE_INT_ARGB)), 1);
        assertEquals(2, colour.notes().size());
        assertTrue(
                colour.notes().getLast().contains("transparency"),
                colour.notes().toString());
    }

    @Test
    void dicom_isToldByItsContent() throws Exception {
        Path file = Files.write(
                folder.resolve("scan.png"),
                DicomBytes.image(DicomBytes.EXPLICIT, 1, 1, 16, 16)
                        .text(0x00280008, "IS", "2")
                        .pixels(16, 5, 6)
                        .bytes());
        Scan scan = ScanReader.read(file, 2);
        assertEquals(6, scan.slice().value(0, 0));
        assertEquals("DICOM OT 1x1, frame 2 of 2", scan.description());
        assertTrue(refusal(file, 3).contains("choose one from 1 to 2"));
    }

    /** The rescale is a transformation of monochrome images (PS3.3 C.11.1): in a colour file it means nothing. */
    @Test
    void slopeOfAColourFile_isLeftOut() throws Exception {
        DicomBytes file = DicomBytes.file(DicomBytes.EXPLICIT)
                .number(0x00280002, 3)
                .text(0x00280004, "CS", "RGB")
                .number(0x00280010, 1)
                .number(0x00280011, 1)
                .number(0x00280100, 8)
                .text(0x00281053, "DS", "1e308")
                .pixels(8, 40, 40, 40);
        Scan scan = ScanReader.read(Files.write(folder.resolve("colour.dcm"), file.bytes()), 1);
        assertEquals(40, scan.slice().value(0, 0));
    }

    @Test
    void unusableFiles_areRefusedInASentence() throws IOException {
        assertTrue(refusal(folder.resolve("nowhere.png"), 1).contains("does not exist"));
        assertTrue(refusal(folder, 1).contains("is a folder"));
        assertTrue(refusal(new byte[0]).contains("is empty"));
        assertTrue(refusal("hello".getBytes(StandardCharsets.US_ASCII)).contains("no PNG, JPEG or DICOM"));
        assertTrue(refusal(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0})
                .contains("damaged"));
    }

    @Test
    void cutPictures_areRefusedWherever() throws IOException {
        BufferedImage image = new BufferedImage(24, 24, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < 24 * 24; i++) {
            image.getRaster().setSample(i % 24, i / 24, 0, i * 37 % 251);
        }
        for (String format : List.of("png", "jpeg")) {
            Path file = folder.resolve("whole");
            ImageIO.write(image, format, file.toFile());
            byte[] whole = Files.readAllBytes(file);
            for (int length = 1; length < whole.length / 2; length++) {
                refusal(Arrays.copyOf(whole, length));
            }
        }
    }

    @Test
    void pngThatClaimsAHugeSize_isRefusedFromItsHeader() throws IOException {
        String message = refusal(pngHeader(100_000, 100_000));
        assertTrue(message.contains("is 100000x100000 px: at most 16384 px a side"), message);
        assertTrue(refusal(pngHeader(16_384, 16_384)).contains("px in all"));
    }

    private static byte[] pngHeader(int width, int height) {
        ByteBuffer chunk = ByteBuffer.allocate(17);
        chunk.put("IHDR".getBytes(StandardCharsets.US_ASCII)).putInt(width).putInt(height);
        chunk.put(new byte[] {8, 0, 0, 0, 0});
        CRC32 crc = new CRC32();
        crc.update(chunk.array());
        ByteBuffer file = ByteBuffer.allocate(8 + 4 + 17 + 4);
        file.put(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10}).putInt(13);
        return file.put(chunk.array()).putInt((int) crc.getValue()).array();
    }

    @Test
    void frameOfAPicture_isOneOnly() throws IOException {
        Path file = png(new BufferedImage(2, 2, BufferedImage.TYPE_BYTE_GRAY));
        assertTrue(refusal(file, 2).contains("has only frame 1"));
    }

    @Test
    void everyRealDicomFile_opensOrIsRefusedInASentence() throws IOException {
        int opened = 0;
        try (Stream<Path> files = Files.walk(TestData.folder("dicom"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                try {
                    assertFalse(ScanReader.read(file, 1).description().isBlank());
                    opened++;
                } catch (ScanException e) {
                    assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
                }
            }
        }
        assertTrue(opened >= 90, "opened " + opened);
    }
}
