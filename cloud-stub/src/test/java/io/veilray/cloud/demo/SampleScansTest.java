package io.veilray.cloud.demo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A demo film that could be taken for a patient's would be a lie; one that differs by machine would be no demo. */
class SampleScansTest {
    @TempDir
    Path folder;

    @Test
    void samples_areDicomAndSayTheyAreSynthetic() throws IOException {
        List<Path> samples = SampleScans.write(folder.resolve("new"));
        assertEquals(2, samples.size());
        for (Path sample : samples) {
            String text = new String(Files.readAllBytes(sample), StandardCharsets.ISO_8859_1);
            assertEquals("DICM", text.substring(128, 132));
            assertTrue(text.contains("SYNTHETIC^NOT A PATIENT"));
            assertTrue(text.contains("No patient was imaged."));
        }
    }

    @Test
    void drawing_isTheSameEachTime() {
        assertArrayEquals(ChestDrawing.clear(), ChestDrawing.clear());
    }

    @Test
    void opacity_brightensTheRightLungOnly() {
        short[] clear = ChestDrawing.clear();
        short[] opacity = ChestDrawing.withOpacity();
        int half = ChestDrawing.SIDE_PX / 2;
        long left = 0;
        long right = 0;
        for (int i = 0; i < clear.length; i++) {
            int difference = opacity[i] - clear[i];
            if (i % ChestDrawing.SIDE_PX < half) {
                left += difference;
            } else {
                right += Math.abs(difference);
            }
        }
        assertTrue(left > 1_000_000, "summed brightening " + left);
        assertTrue(right * 100 < left, "other side changed by " + right);
    }

    @Test
    void lungs_lieWithinThePicture() {
        SampleScans.LUNGS.requireWithin(ChestDrawing.SIDE_PX, ChestDrawing.SIDE_PX);
    }

    @Test
    void word_isBurnedIntoThePicture() {
        short[] pixels = new short[256 * 64];
        BlockLetters.stamp(pixels, 256, "SYNTHETIC", (short) 7);
        int dots = 0;
        for (short pixel : pixels) {
            dots += pixel == 7 ? 1 : 0;
        }
        // S 15, Y 10, N 18, T 11, H 17, E 18, T 11, I 15, C 13 dots, each of 3 x 3 pixels
        assertEquals(9 * (15 + 10 + 18 + 11 + 17 + 18 + 11 + 15 + 13), dots);
    }
}
