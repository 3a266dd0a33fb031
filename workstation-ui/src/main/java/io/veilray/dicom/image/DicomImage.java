package io.veilray.dicom.image;

import io.veilray.dicom.DicomDataset;
import io.veilray.dicom.DicomElement;
import io.veilray.dicom.DicomException;
import io.veilray.dicom.Tags;
import io.veilray.region.Slice;
import io.veilray.region.Window;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The image of a data set: native pixel data, decoded one frame at a time into modality units. */
public final class DicomImage {
    private final DicomDataset dataset;
    private final PixelLayout layout;
    private final ByteBuffer pixels;
    private final List<String> notes = new ArrayList<>();

    private DicomImage(DicomDataset dataset, PixelLayout layout, ByteBuffer pixels) {
        this.dataset = dataset;
        this.layout = layout;
        this.pixels = pixels;
    }

    /** Checks that the data set has an image this reader can decode and that all its frames are there. */
    public static DicomImage of(DicomDataset dataset) throws DicomException {
        DicomElement data = dataset.find(Tags.PIXEL_DATA)
                .orElseThrow(() -> new DicomException(
                        Tags.PIXEL_DATA + " is missing: the file holds no image, choose one that does"));
        PixelLayout layout = PixelLayout.of(dataset);
        int available = data.value().limit();
        if (layout.frames() > available / layout.frameBytes()) { // the product could exceed 64 bits
            throw new DicomException(Tags.PIXEL_DATA + " has " + available + " bytes where each of " + layout.frames()
                    + " frames of " + layout.widthPx() + "x" + layout.heightPx() + " px needs " + layout.frameBytes());
        }
        long extra = available - layout.frameBytes() * layout.frames();
        DicomImage image = new DicomImage(dataset, layout, data.value());
        image.noteOddities(extra);
        return image;
    }

    private void noteOddities(long extra) {
        if (extra > 1) { // one byte may pad an odd length
            notes.add("The file has " + extra + " bytes of pixel data more than its size needs; they are left out.");
        }
        if (layout.photometric().isColour()) {
            notes.add("The file is in colour; its luminance (Rec. 601) is used.");
        }
    }

    public int widthPx() {
        return layout.widthPx();
    }

    public int heightPx() {
        return layout.heightPx();
    }

    public int frames() {
        return layout.frames();
    }

    /** The modality's code, such as CT; OT where the file has none. */
    public String modality() {
        return dataset.code(Tags.MODALITY)
                .filter(code -> code.matches("[A-Z]{2,16}"))
                .orElse("OT");
    }

    /** Sentences for the user about what was not done as the file asks. Grows with each frame decoded. */
    public List<String> notes() {
        return notes.stream().distinct().toList();
    }

    /** The windows of the file for a frame, in their order; the first frame is number 1. Decodes nothing. */
    public List<Window> windows(int number) throws DicomException {
        return layout.photometric().isColour()
                ? List.of()
                : new GrayScale(dataset, number - 1, new ArrayList<>()).windows();
    }

    public boolean isColour() {
        return layout.photometric().isColour();
    }

    /** Decodes a frame; the first one is number 1, as in DICOM. */
    public Slice frame(int number) throws DicomException {
        if (number < 1 || number > layout.frames()) {
            throw new DicomException("frame " + number + " does not exist: choose one from 1 to " + layout.frames());
        }
        long bytes = layout.frameBytes();
        ByteBuffer frame =
                pixels.slice((int) (bytes * (number - 1)), (int) bytes).order(ByteOrder.LITTLE_ENDIAN);
        float[] values = new GrayFrame(layout, frame).values();
        GrayScale scale = new GrayScale(dataset, number - 1, notes);
        ValueRange range = layout.photometric().isColour() ? layout.storable() : ValueRange.of(values, paddingValue());
        Rescale rescale = scale.rescale();
        rescale.apply(values);
        Window window = window(scale).orElseGet(() -> range.window(rescale));
        boolean inverted = layout.photometric() == Photometric.MONOCHROME1;
        return new Slice(layout.widthPx(), layout.heightPx(), values, window, inverted, Optional.of(modality()));
    }

    /** Colour has no window of its own: the transformation is defined for monochrome only (PS3.3 C.11.2.1.2). */
    private Optional<Window> window(GrayScale scale) throws DicomException {
        return layout.photometric().isColour() ? Optional.empty() : scale.window();
    }

    /** The stored value that marks what lies outside the picture. */
    private OptionalInt paddingValue() throws DicomException {
        OptionalInt value = dataset.integer(Tags.PIXEL_PADDING_VALUE);
        return value.isPresent() && layout.signed() ? OptionalInt.of((short) value.getAsInt()) : value;
    }
}
