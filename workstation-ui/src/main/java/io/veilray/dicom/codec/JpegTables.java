package io.veilray.dicom.codec;

import io.veilray.dicom.DicomException;

/** The quantisation and Huffman tables and the restart interval in force, T.81 B.2.4. */
final class JpegTables {
    /** Row-major position of the k-th coefficient in zigzag order, T.81 figure A.6. */
    static final int[] ZIGZAG = zigzag();

    /** Row-major, as the inverse transform wants them. */
    private final int[][] quantisation = new int[4][];

    private final HuffmanTable[] dc = new HuffmanTable[4];
    private final HuffmanTable[] ac = new HuffmanTable[4];
    int restartInterval;

    void readQuantisation(FrameBytes in) throws DicomException {
        int end = in.segmentEnd();
        while (in.position() < end) {
            int selector = in.u8();
            if ((selector & 15) > 3 || selector >> 4 > 1) {
                throw in.error(
                        "quantisation table selector " + selector + ", allowed are tables 0 to 3 of 8 or 16 bits");
            }
            int[] table = new int[64];
            for (int k = 0; k < 64; k++) {
                table[ZIGZAG[k]] = selector >> 4 == 0 ? in.u8() : in.u16();
            }
            quantisation[selector & 15] = table;
        }
        in.seek(end);
    }

    void readHuffman(FrameBytes in) throws DicomException {
        int end = in.segmentEnd();
        while (in.position() < end) {
            int selector = in.u8();
            if ((selector & 15) > 3 || selector >> 4 > 1) {
                throw in.error("Huffman table selector " + selector + ", allowed are tables 0 to 3 of class 0 or 1");
            }
            (selector >> 4 == 0 ? dc : ac)[selector & 15] = HuffmanTable.read(in);
        }
        in.seek(end);
    }

    void readRestartInterval(FrameBytes in) throws DicomException {
        int end = in.segmentEnd();
        restartInterval = in.u16();
        in.seek(end);
    }

    int[] quantisation(FrameBytes in, int number) throws DicomException {
        if (quantisation[number] == null) {
            throw in.error("quantisation table " + number + " is used but was never defined");
        }
        return quantisation[number];
    }

    HuffmanTable dc(FrameBytes in, int number) throws DicomException {
        return defined(in, dc, number);
    }

    HuffmanTable ac(FrameBytes in, int number) throws DicomException {
        return defined(in, ac, number);
    }

    private static HuffmanTable defined(FrameBytes in, HuffmanTable[] tables, int number) throws DicomException {
        if (number > 3 || tables[number] == null) {
            throw in.error("Huffman table " + number + " is used but was never defined");
        }
        return tables[number];
    }

    private static int[] zigzag() {
        int[] order = new int[64];
        int k = 0;
        for (int diagonal = 0; diagonal < 15; diagonal++) {
            for (int step = 0; step <= diagonal; step++) {
                int row = diagonal % 2 == 0 ? diagonal - step : step;
                int column = diagonal - row;
                if (row < 8 && column < 8) {
                    order[k++] = row * 8 + column;
                }
            }
        }
        return order;
    }
}
