package io.veilray.dicom.codec;

/** Puts the decoded components of a JPEG together: chroma at full resolution, colour, words. */
final class JpegPicture {
    private JpegPicture() {}

    static NativeFrame of(JpegFrame frame, FrameShape header, String photometric) {
        FrameShape shape = Samples.widened(header, frame.precision);
        short[][] planes = new short[frame.components.length][];
        for (int i = 0; i < planes.length; i++) {
            planes[i] = Upsampling.full(frame, frame.components[i]);
        }
        Colour colour = frame.isLossless
                ? Colour.ofSubsampled(photometric, shape.samples())
                : Colour.of(photometric, shape.samples());
        return Samples.pack(planes, shape, frame.precision, colour);
    }
}
