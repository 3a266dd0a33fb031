package io.veilray.dicom.codec;

import jj2000.j2k.image.BlkImgDataSrc;
import jj2000.j2k.image.DataBlk;
import jj2000.j2k.image.DataBlkFloat;
import jj2000.j2k.image.DataBlkInt;

/**
 * The wavelet's output for one tile, and the inverse component transform of T.800 Annex G. The library's own transform
 * is left out: it rounds negative values of the irreversible one towards zero.
 */
final class Jpeg2000Tile {
    private final DataBlk[] blocks;
    private final boolean isMixed;
    private final int widthPx;
    private final int heightPx;

    private Jpeg2000Tile(DataBlk[] blocks, boolean isMixed, int widthPx, int heightPx) {
        this.blocks = blocks;
        this.isMixed = isMixed;
        this.widthPx = widthPx;
        this.heightPx = heightPx;
    }

    /** Reads the tile that is set in the source. {@code isMixed}: its first three components went through the transform. */
    static Jpeg2000Tile of(BlkImgDataSrc source, int components, boolean isMixed) {
        int width = source.getTileCompWidth(source.getTileIdx(), 0);
        int height = source.getTileCompHeight(source.getTileIdx(), 0);
        DataBlk[] blocks = new DataBlk[components];
        for (int c = 0; c < components; c++) {
            blocks[c] = source.getInternCompData(new DataBlkInt(0, 0, width, height), c);
        }
        return new Jpeg2000Tile(blocks, isMixed, width, height);
    }

    /** Writes a component's samples, shifted to its range and clamped there, into a plane from {@code to} on. */
    void copy(int component, short[] plane, int to, int stridePx, Jpeg2000Header header) {
        int half = 1 << header.precision - 1;
        int shift = header.isSigned ? 0 : half;
        int low = shift - half;
        for (int y = 0; y < heightPx; y++) {
            for (int x = 0; x < widthPx; x++) {
                int value = isMixed && component < 3 ? unmixed(component, x, y) : rounded(component, x, y);
                plane[to + y * stridePx + x] = (short) Math.clamp(value + shift, low, low + 2 * half - 1);
            }
        }
    }

    private int unmixed(int component, int x, int y) {
        if (blocks[0] instanceof DataBlkInt) {
            int green = rounded(0, x, y) - (rounded(1, x, y) + rounded(2, x, y) >> 2);
            return component == 1 ? green : green + rounded(component == 0 ? 2 : 1, x, y);
        }
        double luminance = exact(0, x, y);
        double value =
                switch (component) {
                    case 0 -> luminance + 1.402 * exact(2, x, y);
                    case 1 -> luminance - 0.344136 * exact(1, x, y) - 0.714136 * exact(2, x, y);
                    default -> luminance + 1.772 * exact(1, x, y);
                };
        return (int) Math.round(value);
    }

    private int rounded(int component, int x, int y) {
        DataBlk block = blocks[component];
        int at = block.offset + y * block.scanw + x;
        return block instanceof DataBlkInt ints ? ints.data[at] : Math.round(((DataBlkFloat) block).data[at]);
    }

    private double exact(int component, int x, int y) {
        DataBlkFloat block = (DataBlkFloat) blocks[component];
        return block.data[block.offset + y * block.scanw + x];
    }
}
