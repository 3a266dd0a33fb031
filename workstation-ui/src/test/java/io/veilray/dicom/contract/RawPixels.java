package io.veilray.dicom.contract;

import io.veilray.dicom.DicomDataset;
import io.veilray.dicom.DicomException;
import io.veilray.dicom.Tags;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Uncompressed pixel data in little endian, PS3.5 section 8.2 and PS3.3 section C.7.6.3.1: written plainly, for a second opinion. */
final class RawPixels {
    private final ByteBuffer words;
    private final int pixels;
    private final int samples;
    private final int allocated;
    private final int stored;
    private final boolean signed;
    private final boolean planes;
    private final boolean halved;
    private final int frames;

    RawPixels(DicomDataset header, byte[] raw) throws DicomException {
        words = ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN);
        pixels = header.requiredInteger(Tags.ROWS) * header.requiredInteger(Tags.COLUMNS);
        samples = header.requiredInteger(Tags.SAMPLES_PER_PIXEL);
        allocated = header.requiredInteger(Tags.BITS_ALLOCATED);
        stored = header.requiredInteger(Tags.BITS_STORED);
        signed = header.requiredInteger(Tags.PIXEL_REPRESENTATION) == 1;
        planes = header.integer(Tags.PLANAR_CONFIGURATION).orElse(0) == 1;
        halved = header.code(Tags.PHOTOMETRIC_INTERPRETATION).equals(Optional.of("YBR_FULL_422"));
        frames = header.integer(Tags.NUMBER_OF_FRAMES).orElse(1);
    }

    List<double[]> frames() {
        List<double[]> all = new ArrayList<>();
        int samplesOfFrame = halved ? pixels * 2 : pixels * samples;
        for (int frame = 0; frame < frames; frame++) {
            double[] values = new double[pixels * samples];
            for (int i = 0; i < values.length; i++) {
                values[i] = value(frame * samplesOfFrame + place(i / samples, i % samples));
            }
            all.add(values);
        }
        return all;
    }

    /** Halved colour goes Y Y Cb Cr for two pixels. */
    private int place(int pixel, int sample) {
        if (halved) {
            return pixel / 2 * 4 + (sample == 0 ? pixel % 2 : 1 + sample);
        }
        return planes ? sample * pixels + pixel : pixel * samples + sample;
    }

    private double value(int index) {
        long bits =
                switch (allocated) {
                    case 1 -> words.get(index / 8) >> index % 8;
                    case 8 -> words.get(index);
                    case 16 -> words.getShort(2 * index);
                    default -> words.getInt(4 * index);
                };
        int unused = Long.SIZE - stored;
        return signed ? bits << unused >> unused : bits << unused >>> unused;
    }
}
