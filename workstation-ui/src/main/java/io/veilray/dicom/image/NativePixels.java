package io.veilray.dicom.image;

import io.veilray.dicom.DicomElement;
import io.veilray.dicom.DicomException;
import java.util.List;

/** Uncompressed pixel data, PS3.5 section 8.1.1: frames without gaps, read in place. */
final class NativePixels implements PixelSource {
    private final DicomElement data;
    private final PixelLayout layout;
    private final int frames;

    private NativePixels(DicomElement data, PixelLayout layout, int frames) {
        this.data = data;
        this.layout = layout;
        this.frames = frames;
    }

    static NativePixels of(DicomElement data, PixelLayout layout, List<String> notes) throws DicomException {
        layout.requireNative();
        long bits = 8L * Cells.usableBytes(data);
        long whole = Math.min(layout.frames(), bits / layout.frameBits());
        if (whole == 0) {
            throw new DicomException(data.tag() + " has " + data.valueBytes() + " bytes where each of "
                    + layout.frames() + " frames of " + layout.widthPx() + "x" + layout.heightPx() + " px needs "
                    + layout.frameBytes());
        }
        long extra = (bits - whole * layout.frameBits()) / 8;
        if (whole < layout.frames()) {
            notes.add("The file has pixel data for " + whole + " frames where its header says " + layout.frames()
                    + "; the others are missing.");
        } else if (extra > 1) { // one byte may pad an odd length
            notes.add("The file has " + extra + " bytes of pixel data more than its size needs; they are left out.");
        }
        return new NativePixels(data, layout, (int) whole);
    }

    @Override
    public int frames() {
        return frames;
    }

    @Override
    public StoredFrame frame(int index) throws DicomException {
        boolean swapped = LookupTable.isSwapped(data);
        return new StoredFrame(layout, Cells.of(layout, data.value(), index * layout.frameBits(), swapped));
    }
}
