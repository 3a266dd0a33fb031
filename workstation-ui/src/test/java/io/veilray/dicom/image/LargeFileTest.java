package io.veilray.dicom.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.veilray.dicom.DicomBytes;
import io.veilray.dicom.DicomException;
import io.veilray.dicom.DicomFile;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file of gigabytes must open as fast as a small one, and one that lies about its size must not be believed. */
class LargeFileTest {
    private static final int SIDE = 512;
    private static final int FRAME_BYTES = 2 * SIDE * SIDE;

    @TempDir
    Path folder;

    private static long allocatedBytes() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    /** A sparse file: its header, and pixel data of which the disk keeps only the last frame. */
    private Path sparse(int frames, int framesSaid, long bytesSaid) throws IOException {
        byte[] header = DicomBytes.image(DicomBytes.EXPLICIT, SIDE, SIDE, 16, 16)
                .text(0x00280008, "IS", String.valueOf(framesSaid))
                .header(0x7FE00010, "OW", (int) bytesSaid)
                .bytes();
        Path file = Files.write(folder.resolve("large.dcm"), header);
        try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
            large.setLength(header.length + (long) frames * FRAME_BYTES);
            large.seek(header.length + (long) (frames - 1) * FRAME_BYTES);
            large.write(new byte[] {42, 0, 0x12, 0x34});
        }
        return file;
    }

    /** 1800 frames of half a megabyte are 944 MB; two of them take a float a pixel each and little more. */
    @Test
    void manyFrames_areDecodedOneAtATime() throws Exception {
        Path file = sparse(1800, 1800, 1800L * FRAME_BYTES);
        assertTrue(Files.size(file) > 900_000_000);
        long before = allocatedBytes();
        try (DicomFile opened = DicomFile.open(file)) {
            DicomImage image = DicomImage.of(opened);
            assertEquals(1800, image.frames());
            assertEquals(0, image.frame(1).value(0, 0));
            assertEquals(42, image.frame(1800).value(0, 0));
            assertEquals(0x3412, image.frame(1800).value(1, 0));
        }
        long used = allocatedBytes() - before;
        assertTrue(used < 20_000_000, used + " bytes");
    }

    /** Beyond the gigabyte that was the limit before: 4090 frames are 2.14 GB, just below what a mapping reaches. */
    @Test
    void twoGigabytes_openToTheLastFrame() throws Exception {
        try (DicomFile opened = DicomFile.open(sparse(4090, 4090, 4090L * FRAME_BYTES))) {
            assertEquals(42, DicomImage.of(opened).frame(4090).value(0, 0));
        }
    }

    /** The header promises a thousand million frames; the file holds three, and says so. */
    @Test
    void framesThatAreOnlyPromised_takeNoMemory() throws Exception {
        Path file = sparse(3, 1_000_000_000, 3L * FRAME_BYTES);
        long before = allocatedBytes();
        try (DicomFile opened = DicomFile.open(file)) {
            DicomImage image = DicomImage.of(opened);
            assertEquals(3, image.frames());
            assertEquals(42, image.frame(3).value(0, 0));
            assertTrue(image.notes().toString().contains("for 3 frames where its header says 1000000000"));
        }
        long used = allocatedBytes() - before;
        assertTrue(used < 10_000_000, used + " bytes");
    }

    /** The length of the pixel data reaches 4 GB beyond the end: the whole frames that are there are read, or none is. */
    @Test
    void lengthBeyondTheEnd_isNotBelieved() throws Exception {
        Path file = sparse(2, 8000, 0xFFFFFFF0L);
        long before = allocatedBytes();
        try (DicomFile opened = DicomFile.open(file)) {
            DicomImage image = DicomImage.of(opened);
            assertEquals(2, image.frames());
            assertTrue(image.notes().size() >= 2, image.notes().toString());
        } catch (DicomException e) {
            assertTrue(e.getMessage().contains("(7FE0,0010)"), e.getMessage());
        }
        assertTrue(allocatedBytes() - before < 10_000_000);
    }

    @Test
    void sizeThatNoFileReaches_isRefusedAtOnce() {
        DicomBytes file =
                DicomBytes.image(DicomBytes.EXPLICIT, 65535, 65535, 16, 16).pixels(16, 1, 2);
        String message = assertThrows(DicomException.class, () -> DicomImage.of(DicomFile.of(file.bytes())))
                .getMessage();
        assertTrue(message.contains("has 4 bytes where"), message);
    }
}
