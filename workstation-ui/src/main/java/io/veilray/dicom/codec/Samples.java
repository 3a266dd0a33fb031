package io.veilray.dicom.codec;

/** Packs planes of samples into interleaved little endian words. */
final class Samples {
    private Samples() {}

    /** The header's shape, with wider words where the codestream's samples do not fit. */
    static FrameShape widened(FrameShape header, int precision) {
        if (precision <= header.bitsAllocated()) {
            return header;
        }
        return new FrameShape(header.widthPx(), header.heightPx(), header.samples(), 16, precision, header.signed());
    }

    /** Planes hold one sample a pixel, 16 bits of it unsigned. */
    static NativeFrame pack(short[][] planes, FrameShape shape, int precision, Colour colour) {
        int wordBytes = shape.wordBytes();
        byte[] out = new byte[Math.toIntExact(shape.frameBytes())];
        int[] pixel = new int[planes.length];
        int to = 0;
        for (int i = 0; i < shape.widthPx() * shape.heightPx(); i++) {
            for (int s = 0; s < pixel.length; s++) {
                pixel[s] = planes[s][i] & 0xFFFF;
            }
            if (colour != Colour.AS_IS) {
                colour.toRgb(pixel, precision);
            }
            for (int sample : pixel) {
                out[to] = (byte) sample;
                if (wordBytes > 1) {
                    out[to + 1] = (byte) (sample >> 8);
                }
                to += wordBytes;
            }
        }
        return new NativeFrame(out, shape, colour != Colour.AS_IS);
    }
}
