package io.veilray.dicom.codec;

import io.veilray.dicom.DicomException;
import java.util.Arrays;

/** Decodes one scan of sequential DCT blocks, T.81 Annex F. */
final class DctScan {
    private final FrameBytes in;
    private final JpegFrame frame;
    private final JpegTables tables;
    private final JpegScan scan;
    private final JpegBits bits;
    private final InverseDct inverse;
    private final int[] block = new int[64];
    private final int[] predicted;

    DctScan(FrameBytes in, JpegFrame frame, JpegTables tables, JpegScan scan) {
        this.in = in;
        this.frame = frame;
        this.tables = tables;
        this.scan = scan;
        bits = new JpegBits(in);
        inverse = new InverseDct(frame.precision);
        predicted = new int[scan.components.length];
    }

    /** Decodes into the components' planes and returns where the entropy-coded data end. */
    int decode() throws DicomException {
        JpegComponent first = scan.components[0];
        boolean isAlone = scan.components.length == 1;
        int across = isAlone ? JpegFrame.ceilDivide(first.widthPx, 8) : frame.unitsAcross();
        int down = isAlone ? JpegFrame.ceilDivide(first.heightPx, 8) : frame.unitsDown();
        int interval = tables.restartInterval;
        Blocks[] blocks = blocks(isAlone);
        for (int unit = 0; unit < across * down; unit++) {
            if (interval > 0 && unit > 0 && unit % interval == 0) {
                bits.restart((unit / interval - 1) % 8);
                Arrays.fill(predicted, 0);
            }
            for (int i = 0; i < blocks.length; i++) {
                unit(blocks[i], i, unit % across, unit / across);
            }
        }
        return bits.end();
    }

    private Blocks[] blocks(boolean isAlone) throws DicomException {
        Blocks[] blocks = new Blocks[scan.components.length];
        for (int i = 0; i < blocks.length; i++) {
            JpegComponent component = scan.components[i];
            blocks[i] = new Blocks(
                    component,
                    isAlone ? 1 : component.horizontal,
                    isAlone ? 1 : component.vertical,
                    tables.quantisation(in, component.quantTable),
                    tables.dc(in, scan.dcTables[i]),
                    tables.ac(in, scan.acTables[i]));
        }
        return blocks;
    }

    private void unit(Blocks of, int index, int unitX, int unitY) throws DicomException {
        JpegComponent component = of.component;
        for (int y = 0; y < of.down; y++) {
            for (int x = 0; x < of.across; x++) {
                coefficients(of, index);
                int row = (unitY * of.down + y) * 8;
                int column = (unitX * of.across + x) * 8;
                inverse.transform(block, component.samples, row * component.stridePx + column, component.stridePx);
            }
        }
    }

    private void coefficients(Blocks of, int index) throws DicomException {
        Arrays.fill(block, 0);
        int size = of.dc.next(bits);
        if (size > 15) {
            throw bits.error("a DC difference of " + size + " bits, at most 15 are allowed");
        }
        predicted[index] += bits.extended(size);
        block[0] = predicted[index] * of.quantisation[0];
        int k = 1;
        while (k < 64) {
            int runAndSize = of.ac.next(bits);
            int run = runAndSize >> 4;
            size = runAndSize & 15;
            if (size == 0 && run < 15) {
                return;
            }
            k += run;
            if (k > 63) {
                throw bits.error("a run of zeros that leaves its block");
            }
            int place = JpegTables.ZIGZAG[k++];
            block[place] = bits.extended(size) * of.quantisation[place];
        }
    }

    /** What a minimum coded unit holds of one component, and the tables for it. */
    private record Blocks(
            JpegComponent component, int across, int down, int[] quantisation, HuffmanTable dc, HuffmanTable ac) {}
}
