package io.veilray.dicom.codec;

import io.veilray.dicom.DicomException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The marker segments of a JPEG 2000 codestream (ITU-T T.800 Annex A), read before the library sees it: that the image
 * is the header's, that every tile-part lies within the frame, and that the frame has room for as many packets as the
 * coding parameters speak of, since those decide how much the library allocates.
 */
final class Jpeg2000Header {
    private static final int START_OF_CODESTREAM = 0xFF4F;
    private static final int SIZE = 0xFF51;
    private static final int CODING_STYLE = 0xFF52;
    private static final int COMPONENT_CODING_STYLE = 0xFF53;
    private static final int START_OF_TILE_PART = 0xFF90;
    private static final int START_OF_DATA = 0xFF93;
    private static final int END_OF_CODESTREAM = 0xFFD9;
    private static final int HIGH_THROUGHPUT = 0xFF50;
    /** PPM and PPT: in both the library reads on for ever when they end early. */
    private static final int PACKED_HEADERS = 0xFF60;

    private static final int PACKED_TILE_HEADERS = 0xFF61;
    /** An SOT segment and an SOD marker, the least a tile-part consists of. */
    private static final int MIN_TILE_PART_BYTES = 14;

    private static final int MAX_PARTS = 255;

    private final FrameBytes in;
    private final FrameShape shape;
    private final List<Part> parts = new ArrayList<>();
    private Jpeg2000Tiles tiles;
    private int layers = 1;

    int precision;
    boolean isSigned;
    boolean isTransformed;

    private Jpeg2000Header(FrameBytes in, FrameShape shape) {
        this.in = in;
        this.shape = shape;
    }

    static Jpeg2000Header check(FrameBytes in, FrameShape shape) throws DicomException {
        Jpeg2000Header header = new Jpeg2000Header(in, shape);
        if (in.u16() != START_OF_CODESTREAM || in.u16() != SIZE) {
            throw in.errorAt(0, "a JPEG 2000 codestream starts with the bytes FF 4F FF 51, this does not");
        }
        header.size();
        header.segmentsUntil(START_OF_TILE_PART);
        header.tileParts();
        return header;
    }

    int tilesAcross() {
        return (int) tiles.countAcross();
    }

    private void size() throws DicomException {
        int start = in.position();
        int end = in.segmentEnd();
        in.u16();
        long[] v = new long[8];
        for (int i = 0; i < v.length; i++) {
            v[i] = (long) in.u16() << 16 | in.u16();
        }
        int count = in.u16();
        if (v[0] - v[2] != shape.widthPx() || v[1] - v[3] != shape.heightPx() || count != shape.samples()) {
            throw in.errorAt(
                    start,
                    "the picture has " + (v[0] - v[2]) + " x " + (v[1] - v[3]) + " pixels of " + count
                            + " samples, the header says " + shape.widthPx() + " x " + shape.heightPx() + " of "
                            + shape.samples());
        }
        tiles = new Jpeg2000Tiles(v);
        if (!tiles.isValid() || tiles.count() > in.length() / MIN_TILE_PART_BYTES) {
            throw in.errorAt(
                    start,
                    "tiles of " + v[4] + " x " + v[5] + " at " + v[6] + ", " + v[7]
                            + " are impossible for this picture in " + in.length() + " bytes");
        }
        components(count);
        in.seek(end);
    }

    private void components(int count) throws DicomException {
        for (int i = 0; i < count; i++) {
            int format = in.u8();
            int across = in.u8();
            int down = in.u8();
            int bits = (format & 0x7F) + 1;
            boolean signed = format > 0x7F;
            boolean isLikeFirst = i == 0 || bits == precision && signed == isSigned;
            if (bits > 16 || across != 1 || down != 1 || !isLikeFirst) {
                throw in.error("component " + i + " has " + bits + " bits and subsampling " + across + " x " + down
                        + ", supported are up to 16 bits without subsampling, all components alike");
            }
            precision = bits;
            isSigned = signed;
        }
    }

    /**
     * The codestream with the true length and number of each tile's parts in their headers: where the number is left
     * open or wrong (there are encoders that count one too few) the library leaves data out and says nothing.
     */
    byte[] codestream() throws DicomException {
        int[] counts = new int[(int) tiles.count()];
        parts.forEach(part -> counts[part.tile]++);
        for (int tile = 0; tile < counts.length; tile++) {
            if (counts[tile] < 1 || counts[tile] > MAX_PARTS) {
                throw in.errorAt(
                        in.length(), "tile " + tile + " has " + counts[tile] + " tile-parts, 1 to 255 are allowed");
            }
        }
        byte[] bytes = in.array().clone();
        for (Part part : parts) {
            ByteBuffer.wrap(bytes).putInt(part.start + 6, part.end - part.start).put(part.start + 11, (byte)
                    counts[part.tile]);
        }
        return bytes;
    }

    private void segmentsUntil(int last) throws DicomException {
        int marker = in.u16();
        while (marker != last) {
            checkMarker(marker);
            if (marker >= 0xFF40) {
                segment(marker);
            }
            marker = in.u16();
        }
    }

    private void checkMarker(int marker) throws DicomException {
        if (marker < 0xFF30 || marker == END_OF_CODESTREAM) {
            throw in.errorAt(
                    in.position() - 2, String.format("%04X stands where a marker segment is expected", marker));
        }
        if (marker == HIGH_THROUGHPUT || marker == PACKED_HEADERS || marker == PACKED_TILE_HEADERS) {
            String what = marker == HIGH_THROUGHPUT ? "High-Throughput coding" : "packed packet headers";
            throw in.errorAt(
                    in.position() - 2,
                    what + " is not supported: convert the file first, for example with"
                            + " \"gdcmconv --raw in.dcm out.dcm\"");
        }
    }

    private void segment(int marker) throws DicomException {
        int start = in.position();
        int end = in.segmentEnd();
        if (marker == CODING_STYLE) {
            int style = in.u8();
            in.u8();
            layers = in.u16();
            isTransformed = in.u8() == 1;
            codingStyle(start, (style & 1) != 0);
        } else if (marker == COMPONENT_CODING_STYLE) {
            in.seek(in.position() + (shape.samples() < 257 ? 1 : 2));
            codingStyle(start, (in.u8() & 1) != 0);
        }
        in.seek(end);
    }

    /** The SPcod parameters of table A.15: levels, code-block size, and the precinct sizes where they are not the largest. */
    private void codingStyle(int start, boolean hasPrecincts) throws DicomException {
        int levels = in.u8();
        int blockBits = in.u8() + in.u8() + 4;
        in.u8();
        in.u8();
        if (layers < 1 || levels > 32 || blockBits > 12) {
            throw in.errorAt(
                    start,
                    layers + " layers, " + levels + " levels and code-blocks of 2^" + blockBits
                            + " samples, allowed are 1 to 65535, 0 to 32 and up to 2^12");
        }
        long precincts = 0;
        for (int resolution = 0; resolution <= levels; resolution++) {
            int size = hasPrecincts ? in.u8() : 0xFF;
            precincts += tiles.precincts(levels - resolution, size & 15, size >> 4);
        }
        long blocks = tiles.samplesOfOne() >> blockBits;
        if (precincts * layers > in.length() || blocks * layers / 8 > (long) in.length() + tiles.samplesOfOne()) {
            throw in.errorAt(
                    start,
                    precincts + " precincts of " + layers + " layers, more than the " + in.length()
                            + " bytes of the frame can hold");
        }
    }

    /** Steps from one SOT to the next by the length it states; the last may state none, and EOC may be missing. */
    private void tileParts() throws DicomException {
        int marker = START_OF_TILE_PART;
        while (marker == START_OF_TILE_PART) {
            int start = in.position() - 2;
            int end = in.segmentEnd();
            int tile = in.u16();
            long length = (long) in.u16() << 16 | in.u16();
            if (end != start + 12 || tile >= tiles.count() || length != 0 && length < MIN_TILE_PART_BYTES) {
                throw in.errorAt(
                        start,
                        "tile-part of tile " + tile + " and " + length + " bytes, the picture has " + tiles.count()
                                + " tiles");
            }
            if (start + length > in.length()) {
                throw in.errorAt(
                        start, "the tile-part has " + length + " bytes, the frame ends after " + (in.length() - start));
            }
            in.seek(end);
            segmentsUntil(START_OF_DATA);
            int next = length == 0 ? endOfCodestream() : (int) (start + length);
            if (in.position() > next) {
                throw in.errorAt(start, "the tile-part ends before its own header does");
            }
            requireStuffed(in.position(), next);
            parts.add(new Part(tile, start, next));
            in.seek(next);
            marker = in.length() - next < 2 ? END_OF_CODESTREAM : in.u16();
        }
    }

    /**
     * Neither packet headers nor code-blocks hold FF FF, as a zero bit follows FF (B.10.1). Where they do, the library reads
     * ones for ever and counts them.
     */
    private void requireStuffed(int from, int to) throws DicomException {
        byte[] bytes = in.array();
        for (int at = from; at + 1 < to; at++) {
            if (bytes[at] == -1 && bytes[at + 1] == -1) {
                throw in.errorAt(at, "FF FF stands in the data of a tile-part, where no encoder writes it");
            }
        }
    }

    /** Before the EOC marker and the padding byte that may follow it, or where the frame ends. */
    private int endOfCodestream() {
        byte[] bytes = in.array();
        for (int at = in.length() - 2; at >= Math.max(0, in.length() - 3); at--) {
            if (bytes[at] == -1 && (bytes[at + 1] & 0xFF) == (END_OF_CODESTREAM & 0xFF)) {
                return at;
            }
        }
        return in.length();
    }

    private record Part(int tile, int start, int end) {}
}
