package io.veilray.dicom.codec;

import io.veilray.dicom.DicomException;

/** Decodes one scan of predicted samples, T.81 Annex H: seven predictors, differences modulo 65536. */
final class LosslessScan {
    private final FrameBytes in;
    private final JpegFrame frame;
    private final JpegTables tables;
    private final JpegScan scan;
    private final JpegBits bits;
    private final int firstValue;

    LosslessScan(FrameBytes in, JpegFrame frame, JpegTables tables, JpegScan scan) throws DicomException {
        this.in = in;
        this.frame = frame;
        this.tables = tables;
        this.scan = scan;
        bits = new JpegBits(in);
        if (scan.predictor < 1 || scan.predictor > 7 || scan.pointTransform >= frame.precision) {
            throw in.error("predictor " + scan.predictor + " with point transform " + scan.pointTransform
                    + ", allowed are predictors 1 to 7 and transforms below the precision of " + frame.precision);
        }
        firstValue = 1 << frame.precision - scan.pointTransform - 1;
    }

    /** Decodes into the components' planes and returns where the entropy-coded data end. */
    int decode() throws DicomException {
        boolean isAlone = scan.components.length == 1;
        int across = isAlone ? scan.components[0].widthPx : frame.unitsAcross();
        int down = isAlone ? scan.components[0].heightPx : frame.unitsDown();
        int rowsPerRestart = rowsPerRestart(across);
        HuffmanTable[] codes = new HuffmanTable[scan.components.length];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = tables.dc(in, scan.dcTables[i]);
        }
        int restartRow = 0;
        for (int row = 0; row < down; row++) {
            if (row > 0 && rowsPerRestart > 0 && row % rowsPerRestart == 0) {
                bits.restart((row / rowsPerRestart - 1) % 8);
                restartRow = row;
            }
            for (int column = 0; column < across; column++) {
                for (int i = 0; i < codes.length; i++) {
                    unit(scan.components[i], codes[i], isAlone, column, row, restartRow);
                }
            }
        }
        shiftBack();
        return bits.end();
    }

    private int rowsPerRestart(int across) throws DicomException {
        if (tables.restartInterval % across != 0) {
            throw in.error("a restart interval of " + tables.restartInterval + ", lossless coding allows multiples of "
                    + across);
        }
        return tables.restartInterval / across;
    }

    private void unit(JpegComponent component, HuffmanTable code, boolean isAlone, int column, int row, int restartRow)
            throws DicomException {
        int wide = isAlone ? 1 : component.horizontal;
        int tall = isAlone ? 1 : component.vertical;
        for (int y = row * tall; y < (row + 1) * tall; y++) {
            for (int x = column * wide; x < (column + 1) * wide; x++) {
                int size = code.next(bits);
                if (size > 16) {
                    throw bits.error("a difference of " + size + " bits, at most 16 are allowed");
                }
                int difference = size == 16 ? 32768 : bits.extended(size);
                int at = y * component.stridePx + x;
                component.samples[at] = (short) (predict(component, at, x, y == restartRow * tall) + difference);
            }
        }
    }

    private int predict(JpegComponent of, int at, int x, boolean isFirstRow) {
        if (isFirstRow) {
            return x == 0 ? firstValue : of.samples[at - 1];
        }
        int above = of.samples[at - of.stridePx] & 0xFFFF;
        if (x == 0) {
            return above;
        }
        int left = of.samples[at - 1] & 0xFFFF;
        int corner = of.samples[at - of.stridePx - 1] & 0xFFFF;
        return switch (scan.predictor) {
            case 1 -> left;
            case 2 -> above;
            case 3 -> corner;
            case 4 -> left + above - corner;
            case 5 -> left + (above - corner >> 1);
            case 6 -> above + (left - corner >> 1);
            default -> left + above >> 1;
        };
    }

    private void shiftBack() {
        for (JpegComponent component : scan.components) {
            for (int i = 0; scan.pointTransform > 0 && i < component.samples.length; i++) {
                component.samples[i] <<= scan.pointTransform;
            }
        }
    }
}
