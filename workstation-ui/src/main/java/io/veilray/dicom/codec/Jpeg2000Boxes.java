package io.veilray.dicom.codec;

import io.veilray.dicom.DicomException;

/** Finds the codestream in a JP2 file (T.800 Annex I), which some writers put into the pixel data against PS3.5 A.4.4. */
final class Jpeg2000Boxes {
    private static final long SIGNATURE_BOX = 0x6A502020L;
    private static final long CODESTREAM_BOX = 0x6A703263L;

    private Jpeg2000Boxes() {}

    /** The frame itself, or the part of it behind the head of its codestream box. */
    static FrameBytes codestream(FrameBytes in) throws DicomException {
        int start = 0;
        while (in.length() >= 8 && (start > 0 || isBoxed(in))) {
            in.seek(start);
            long length = u32(in);
            long type = u32(in);
            if (type == CODESTREAM_BOX) {
                return in.from(length == 1 ? start + 16 : start + 8);
            }
            if (length < 8 || start + length > in.length()) {
                throw in.errorAt(start, "a JP2 box of " + length + " bytes, no codestream found before it");
            }
            start += (int) length;
        }
        in.seek(0);
        return in;
    }

    private static boolean isBoxed(FrameBytes in) throws DicomException {
        in.seek(4);
        return u32(in) == SIGNATURE_BOX;
    }

    private static long u32(FrameBytes in) throws DicomException {
        return (long) in.u16() << 16 | in.u16();
    }
}
