package io.veilray.dicom.codec;

import io.veilray.dicom.DicomException;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * The tile-parts of a codestream in the order of their tiles. The library loses data where the parts of several tiles
 * alternate and guesses where they do not tell their number, so it is given a codestream in which each tile's parts
 * follow one another, with every length and count written out and without the pointer segments that speak of the old
 * order.
 */
final class Jpeg2000Parts {
    private static final int TILE_PART_LENGTHS = 0xFF55;
    private static final int PACKET_LENGTHS = 0xFF57;
    private static final int PACKED_HEADERS = 0xFF60;
    private static final int MAX_PARTS = 255;

    private final FrameBytes in;
    private final ByteArrayOutputStream mainHeader = new ByteArrayOutputStream();
    private final List<List<Part>> tiles = new ArrayList<>();
    private int last = -1;
    private boolean isAlternating;
    private boolean hasPackedHeaders;

    Jpeg2000Parts(FrameBytes in) {
        this.in = in;
        mainHeader.write(in.array(), 0, 2);
    }

    void tiles(long count) {
        for (long i = 0; i < count; i++) {
            tiles.add(new ArrayList<>(1));
        }
    }

    /** Keeps a segment of the main header, from its marker to its end. */
    void mainSegment(int marker, int from, int to) {
        hasPackedHeaders |= marker == PACKED_HEADERS;
        if (marker != TILE_PART_LENGTHS && marker != PACKET_LENGTHS) {
            mainHeader.write(in.array(), from, to - from);
        }
    }

    void part(int tile, int from, int to) throws DicomException {
        List<Part> parts = tiles.get(tile);
        if (parts.size() == MAX_PARTS) {
            throw in.errorAt(from, "tile " + tile + " has more than 255 tile-parts");
        }
        isAlternating |= tile < last;
        last = tile;
        parts.add(new Part(from, to));
    }

    byte[] grouped() throws DicomException {
        if (isAlternating && hasPackedHeaders) {
            throw in.errorAt(
                    0,
                    "packed packet headers (PPM) with tiles out of order are not supported: convert the file"
                            + " first, for example with \"gdcmconv --raw in.dcm out.dcm\"");
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(in.length() + 2);
        out.writeBytes(mainHeader.toByteArray());
        for (int tile = 0; tile < tiles.size(); tile++) {
            List<Part> parts = tiles.get(tile);
            if (parts.isEmpty()) {
                throw in.errorAt(in.length(), "tile " + tile + " of " + tiles.size() + " is missing");
            }
            for (int i = 0; i < parts.size(); i++) {
                write(parts.get(i), i, parts.size(), out);
            }
        }
        out.write(0xFF);
        out.write(0xD9);
        return out.toByteArray();
    }

    /** SOT segment: marker, Lsot and Isot as they are; Psot, TPsot and TNsot anew. */
    private void write(Part part, int index, int count, ByteArrayOutputStream out) {
        int length = part.to - part.from;
        out.write(in.array(), part.from, 6);
        for (int shift = 24; shift >= 0; shift -= 8) {
            out.write(length >> shift);
        }
        out.write(index);
        out.write(count);
        out.write(in.array(), part.from + 12, length - 12);
    }

    private record Part(int from, int to) {}
}
