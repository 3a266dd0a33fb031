package io.veilray.dicom.codec;

import io.veilray.dicom.DicomException;
import java.nio.ByteBuffer;

/** Reads the marker segments of a JPEG-LS frame, T.87 Annex C, until every component is decoded. */
final class JpegLsDecoder {
    private static final int START_OF_FRAME = 0xF7;
    private static final int PRESET = 0xF8;
    private static final int START_OF_SCAN = 0xDA;
    private static final int END_OF_IMAGE = 0xD9;
    private static final int RESTART_INTERVAL = 0xDD;

    private final FrameBytes in;
    private final FrameShape shape;
    private JpegLsFrame frame;
    private JpegLsPreset preset = JpegLsPreset.DEFAULT;
    private short[][] planes;
    private boolean[] isScanned;
    private int missing = Integer.MAX_VALUE;

    private JpegLsDecoder(FrameBytes in, FrameShape shape) {
        this.in = in;
        this.shape = shape;
    }

    static NativeFrame decode(ByteBuffer bytes, FrameShape shape, String photometric) throws DicomException {
        JpegLsDecoder decoder = new JpegLsDecoder(new FrameBytes("JPEG-LS", bytes), shape);
        decoder.run();
        int precision = decoder.frame.precision();
        FrameShape wide = Samples.widened(shape, precision);
        return Samples.pack(decoder.planes, wide, precision, Colour.ofSubsampled(photometric, shape.samples()));
    }

    private void run() throws DicomException {
        if (in.u16() != 0xFFD8) {
            throw in.errorAt(0, "a JPEG-LS starts with the bytes FF D8, this does not");
        }
        while (missing > 0) {
            int marker = in.u8();
            if (marker != 0xFF) {
                throw in.errorAt(in.position() - 1, "a marker is expected here");
            }
            while (marker == 0xFF) {
                marker = in.u8();
            }
            segment(marker);
        }
    }

    private void segment(int marker) throws DicomException {
        switch (marker) {
            case START_OF_FRAME -> {
                if (frame != null) {
                    throw in.error("a second frame header in one frame");
                }
                frame = JpegLsFrame.read(in, shape);
                planes = new short[shape.samples()][];
                isScanned = new boolean[shape.samples()];
                missing = shape.samples();
            }
            case PRESET -> preset = JpegLsPreset.read(in);
            case START_OF_SCAN -> scan();
            case END_OF_IMAGE -> throw in.error("the picture ends before all its components were seen");
            case RESTART_INTERVAL -> noRestarts();
            default -> skip(marker);
        }
    }

    private void noRestarts() throws DicomException {
        int end = in.segmentEnd();
        if (in.u16() != 0) {
            throw in.error("restart intervals in JPEG-LS are not supported");
        }
        in.seek(end);
    }

    private void skip(int marker) throws DicomException {
        if (JpegFrame.isFrame(marker)) {
            throw in.error(String.format("frame header FF %02X is JPEG's, JPEG-LS has FF F7", marker));
        }
        in.seek(in.segmentEnd());
    }

    private void scan() throws DicomException {
        if (frame == null) {
            throw in.error("a scan comes before the frame header");
        }
        int end = in.segmentEnd();
        int[] indices = scanned();
        int near = in.u8();
        int interleave = in.u8();
        if (interleave > 2 || interleave == 0 && indices.length > 1) {
            throw in.error("interleave mode " + interleave + " for " + indices.length + " components");
        }
        if ((in.u8() & 15) != 0) {
            throw in.error("a point transform, which this decoder does not have");
        }
        in.seek(end);
        JpegLsPreset parameters = preset.resolved(in, frame.precision(), near);
        JpegLsScan scan = new JpegLsScan(in, frame, parameters, near, indices.length);
        short[][] decoded = scan.decode(interleave == 2 && indices.length > 1);
        for (int i = 0; i < indices.length; i++) {
            planes[indices[i]] = decoded[i];
        }
        in.seek(scan.end());
    }

    private int[] scanned() throws DicomException {
        int[] indices = new int[in.u8()];
        if (indices.length < 1 || indices.length > shape.samples()) {
            throw in.error("a scan of " + indices.length + " components, the picture has " + shape.samples());
        }
        for (int i = 0; i < indices.length; i++) {
            indices[i] = component(in.u8());
            if (in.u8() != 0) {
                throw in.error("a mapping table, which this decoder does not have");
            }
        }
        return indices;
    }

    private int component(int id) throws DicomException {
        for (int i = 0; i < isScanned.length; i++) {
            if (frame.componentIds()[i] == id && !isScanned[i]) {
                isScanned[i] = true;
                missing--;
                return i;
            }
        }
        throw in.error("the scan names component " + id + ", which the picture lacks or already had");
    }
}
