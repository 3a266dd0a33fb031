package io.veilray.dicom.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.TestData;
import io.veilray.dicom.DicomDataset;
import io.veilray.dicom.DicomElement;
import io.veilray.dicom.DicomException;
import io.veilray.dicom.DicomFile;
import io.veilray.dicom.Tags;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Public files that hold the same picture compressed and not, and all compressed ones of the shared data. */
class CodecDataTest {
    private static FrameShape shape(DicomDataset dataset) throws DicomException {
        return new FrameShape(
                dataset.requiredInteger(Tags.COLUMNS),
                dataset.requiredInteger(Tags.ROWS),
                dataset.requiredInteger(Tags.SAMPLES_PER_PIXEL),
                dataset.requiredInteger(Tags.BITS_ALLOCATED),
                dataset.requiredInteger(Tags.BITS_STORED),
                dataset.requiredInteger(Tags.PIXEL_REPRESENTATION) == 1);
    }

    private static ByteBuffer frame(List<ByteBuffer> fragments, int frame, int frames) {
        if (frames > 1) {
            return fragments.get(frame + 1);
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (ByteBuffer fragment : fragments.subList(1, fragments.size())) {
            byte[] bytes = new byte[fragment.remaining()];
            fragment.duplicate().get(bytes);
            whole.writeBytes(bytes);
        }
        return ByteBuffer.wrap(whole.toByteArray());
    }

    /** All frames one after the other, decoded where they are compressed. */
    private static byte[] pixels(Path path) throws IOException, DicomException {
        try (DicomFile file = DicomFile.open(path)) {
            DicomElement pixels = file.dataset().find(Tags.PIXEL_DATA).orElseThrow();
            if (!pixels.isEncapsulated()) {
                return pixels.bytes();
            }
            int frames = file.dataset().integer(Tags.NUMBER_OF_FRAMES).orElse(1);
            String photometric =
                    file.dataset().code(Tags.PHOTOMETRIC_INTERPRETATION).orElseThrow();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            for (int i = 0; i < frames; i++) {
                ByteBuffer frame = frame(pixels.fragments(), i, frames);
                out.writeBytes(Codecs.decode(file.syntax().orElseThrow(), frame, shape(file.dataset()), photometric)
                        .samples());
            }
            return out.toByteArray();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "MR_small.dcm, MR_small_RLE.dcm",
        "MR_small.dcm, MR_small_jpeg_ls_lossless.dcm",
        "MR_small.dcm, MR_small_jp2klossless.dcm",
        "rtdose.dcm, rtdose_rle.dcm",
        "rtdose_1frame.dcm, rtdose_rle_1frame.dcm",
        "JPEG-lossy.dcm, JPGExtended.dcm"
    })
    void losslessTwins_areEqual(String one, String other) throws IOException, DicomException {
        Path folder = TestData.folder("dicom/pydicom");
        assertArrayEquals(pixels(folder.resolve(one)), pixels(folder.resolve(other)));
    }

    @Test
    void compressedFiles_decodeButForTheOneWithABrokenHead() throws IOException {
        int decoded = 0;
        try (Stream<Path> files = Files.walk(TestData.folder("dicom"))) {
            for (Path path :
                    files.filter(name -> name.toString().endsWith(".dcm")).toList()) {
                try {
                    decoded += isCompressed(path) && pixels(path).length > 0 ? 1 : 0;
                } catch (DicomException e) {
                    assertEquals(
                            "JPEG2000-embedded-sequence-delimiter.dcm",
                            path.getFileName().toString(),
                            e.getMessage());
                }
            }
        }
        assertTrue(decoded >= 40, "decoded " + decoded);
    }

    private static boolean isCompressed(Path path) throws IOException {
        try (DicomFile file = DicomFile.open(path)) {
            return file.dataset()
                    .find(Tags.PIXEL_DATA)
                    .filter(DicomElement::isEncapsulated)
                    .isPresent();
        } catch (DicomException e) {
            return false;
        }
    }

    /** Red, green and blue words on grey: in the wrong order, or without the chroma, they read otherwise. */
    @Test
    void colourWords_haveTheirColours() throws IOException, DicomException {
        byte[] pixels = pixels(TestData.folder("dicom/pydicom").resolve("GDCMJ2K_TextGBR.dcm"));
        assertArrayEquals(Bytes.of(128, 128, 128), pixel(pixels, 400, 138, 43));
        assertArrayEquals(Bytes.of(255, 0, 0), pixel(pixels, 400, 33, 80));
        assertArrayEquals(Bytes.of(0, 0, 255), pixel(pixels, 400, 33, 280));
    }

    private static byte[] pixel(byte[] pixels, int widthPx, int x, int y) {
        return java.util.Arrays.copyOfRange(pixels, (y * widthPx + x) * 3, (y * widthPx + x) * 3 + 3);
    }
}
