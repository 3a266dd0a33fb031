package io.veilray.dicom.codec;

/**
 * One component of a JPEG frame and its decoded samples, row-major in {@code samples} with {@code stridePx} to a row.
 * The plane is padded to whole minimum coded units; of it {@code widthPx} x {@code heightPx} mean something.
 */
final class JpegComponent {
    final int id;
    final int horizontal;
    final int vertical;
    final int quantTable;
    int widthPx;
    int heightPx;
    int stridePx;
    short[] samples;
    boolean isDecoded;

    JpegComponent(int id, int horizontal, int vertical, int quantTable) {
        this.id = id;
        this.horizontal = horizontal;
        this.vertical = vertical;
        this.quantTable = quantTable;
    }

    int at(int x, int y) {
        return samples[y * stridePx + x] & 0xFFFF;
    }
}
