package io.veilray.imagej.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** JPEG pictures reach the JDK's decoder in their own files and in BMP; ImageJ decodes no TIFF with them. */
class ImageFileTest {
    private static final BufferedImage BLANK = new BufferedImage(50, 40, BufferedImage.TYPE_BYTE_GRAY);

    @TempDir
    Path folder;

    private static byte[] jpeg() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(BLANK, "jpeg", out);
        return out.toByteArray();
    }

    /** Markers of scans and nothing else. */
    private static byte[] endless() {
        ByteBuffer out = ByteBuffer.allocate(2 + 101 * 4).putShort((short) 0xFFD8);
        while (out.hasRemaining()) {
            out.putInt(0xFFDA0002);
        }
        return out.array();
    }

    private String refused(String name, byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve(name), bytes);
        return assertThrows(IOException.class, () -> ImageFile.open(file)).getMessage();
    }

    @Test
    void jpegThatIsGoneOverForEver_isRefused() throws IOException {
        assertEquals(
                50, ImageFile.open(Files.write(folder.resolve("a.jpg"), jpeg())).getWidth());
        assertTrue(refused("b.jpg", endless()).contains("more than 100 times"));
    }

    @Test
    void jpegInsideOfBmp_isRefused() throws IOException {
        byte[] inner = jpeg();
        ByteBuffer bmp = ByteBuffer.allocate(54 + inner.length).order(ByteOrder.LITTLE_ENDIAN);
        bmp.put(0, new byte[] {'B', 'M'})
                .putInt(2, bmp.capacity())
                .putInt(10, 54)
                .putInt(14, 40)
                .putInt(18, 50)
                .putInt(22, 40)
                .putShort(26, (short) 1)
                .putInt(30, 4)
                .putInt(34, inner.length)
                .put(54, inner);
        assertTrue(refused("a.bmp", bmp.array()).contains("holds a JPEG"));
    }

    @Test
    void plainBmp_isRead() throws IOException {
        Path file = folder.resolve("a.bmp");
        ImageIO.write(new BufferedImage(50, 40, BufferedImage.TYPE_3BYTE_BGR), "bmp", file.toFile());
        assertEquals(50, ImageFile.open(file).getWidth());
    }
}
