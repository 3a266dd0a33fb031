package io.veilray.dicom.codec;

import io.veilray.dicom.DicomException;
import java.nio.ByteBuffer;

/** Reads the marker segments of a Huffman-coded JPEG, T.81 Annex B, until every component of its frame is decoded. */
final class JpegDecoder {
    private static final int START_OF_IMAGE = 0xD8;
    private static final int END_OF_IMAGE = 0xD9;
    private static final int START_OF_SCAN = 0xDA;
    private static final int QUANTISATION = 0xDB;
    private static final int RESTART_INTERVAL = 0xDD;
    private static final int HUFFMAN = 0xC4;
    private static final int TEMPORARY = 0x01;

    private final FrameBytes in;
    private final FrameShape shape;
    private final JpegTables tables = new JpegTables();
    private JpegFrame frame;
    private int missing = Integer.MAX_VALUE;

    private JpegDecoder(FrameBytes in, FrameShape shape) {
        this.in = in;
        this.shape = shape;
    }

    static NativeFrame decode(ByteBuffer bytes, FrameShape shape, String photometric) throws DicomException {
        JpegDecoder decoder = new JpegDecoder(new FrameBytes("JPEG", bytes), shape);
        decoder.run();
        return JpegPicture.of(decoder.frame, shape, photometric);
    }

    private void run() throws DicomException {
        if (in.u16() != (0xFF00 | START_OF_IMAGE)) {
            throw in.errorAt(0, "a JPEG starts with the bytes FF D8, this does not");
        }
        while (missing > 0) {
            segment(nextMarker());
        }
    }

    private int nextMarker() throws DicomException {
        int marker = 0;
        while (marker == 0 || marker == 0xFF) {
            boolean isPrefixed = marker == 0xFF;
            marker = in.u8();
            if (!isPrefixed && marker != 0xFF) {
                marker = 0;
            }
        }
        return marker;
    }

    private void segment(int marker) throws DicomException {
        if (JpegFrame.isFrame(marker)) {
            if (frame != null) {
                throw in.error("a second frame header in one frame");
            }
            frame = JpegFrame.read(in, marker, shape);
            missing = frame.components.length;
            return;
        }
        switch (marker) {
            case QUANTISATION -> tables.readQuantisation(in);
            case HUFFMAN -> tables.readHuffman(in);
            case RESTART_INTERVAL -> tables.readRestartInterval(in);
            case START_OF_SCAN -> scan();
            case END_OF_IMAGE -> throw in.error("the picture ends before all its components were seen");
            default -> skip(marker);
        }
    }

    private void skip(int marker) throws DicomException {
        boolean isBare = marker == TEMPORARY || marker >= 0xD0 && marker <= START_OF_IMAGE;
        if (!isBare) {
            in.seek(in.segmentEnd());
        }
    }

    private void scan() throws DicomException {
        if (frame == null) {
            throw in.error("a scan comes before the frame header");
        }
        JpegScan scan = JpegScan.read(in, frame);
        int end = frame.isLossless
                ? new LosslessScan(in, frame, tables, scan).decode()
                : new DctScan(in, frame, tables, scan).decode();
        in.seek(end);
        missing -= scan.components.length;
    }
}
