package io.veilray.dicom.image;

import io.veilray.dicom.DicomDataset;
import io.veilray.dicom.DicomElement;
import io.veilray.dicom.DicomException;
import io.veilray.dicom.DicomFile;
import io.veilray.dicom.Tags;
import io.veilray.dicom.TransferSyntax;
import io.veilray.region.Slice;
import io.veilray.region.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The image of a data set, decoded one frame at a time into modality units. Frames are numbered from 1, as in DICOM.
 * Making one reads headers only; a frame takes memory for itself, whatever the header promises of others.
 */
public final class DicomImage {
    private final DicomDataset dataset;
    private final PixelLayout layout;
    private final PixelSource pixels;
    private final FrameHeader common;
    private final List<DicomDataset> groups;
    private final List<String> notes;

    private DicomImage(DicomDataset dataset, PixelLayout layout, PixelSource pixels, List<String> notes) {
        this.dataset = dataset;
        this.layout = layout;
        this.pixels = pixels;
        this.common = FrameHeader.common(dataset);
        this.groups = dataset.items(Tags.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE);
        this.notes = notes;
    }

    /** The image of a file; it dies with the file. */
    public static DicomImage of(DicomFile file) throws DicomException {
        TransferSyntax syntax = file.syntax()
                .orElseThrow(() -> new DicomException(Tags.TRANSFER_SYNTAX_UID + " is "
                        + file.metaInformation()
                                .code(Tags.TRANSFER_SYNTAX_UID)
                                .filter(uid -> uid.matches("[0-9.]{1,64}"))
                                .orElse("no UID")
                        + ", which is unknown to this version: " + CompressedPixels.CONVERT));
        DicomImage image = of(file.dataset(), syntax);
        image.notes.addAll(0, file.notes());
        return image;
    }

    /** @param syntax that the pixel data are in */
    public static DicomImage of(DicomDataset dataset, TransferSyntax syntax) throws DicomException {
        SampleKind kind = Arrays.stream(SampleKind.values())
                .filter(candidate -> dataset.has(candidate.tag()))
                .findFirst()
                .orElseThrow(() -> new DicomException(
                        Tags.PIXEL_DATA + " is missing: the file holds no image, choose one that does"));
        DicomElement data = dataset.find(kind.tag()).orElseThrow();
        PixelLayout layout = PixelLayout.of(dataset, kind);
        List<String> notes = new ArrayList<>();
        PixelSource pixels = data.isEncapsulated()
                ? CompressedPixels.of(data, dataset, layout, syntax, notes)
                : NativePixels.of(data, layout, notes);
        if (layout.photometric().isColour()) {
            notes.add("The file is in colour; a model gets its luminance (Rec. 601).");
        }
        return new DicomImage(dataset, layout, pixels, notes);
    }

    public int widthPx() {
        return layout.widthPx();
    }

    public int heightPx() {
        return layout.heightPx();
    }

    /** Frames that the file really holds. */
    public int frames() {
        return pixels.frames();
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

    public boolean isColour() {
        return layout.photometric().isColour();
    }

    /** What the header says of a frame, whose functional groups come first. */
    public FrameHeader header(int number) {
        return number <= groups.size() ? common.under(groups.get(number - 1)) : common;
    }

    /** The values of a frame as they are stored, decompressed. */
    public StoredFrame stored(int number) throws DicomException {
        if (number < 1 || number > frames()) {
            throw new DicomException("frame " + number + " does not exist: choose one from 1 to " + frames());
        }
        return pixels.frame(number - 1);
    }

    /** The grey values of a frame in modality units. */
    public Slice frame(int number) throws DicomException {
        return decode(number).slice();
    }

    /** A frame with all that shows it as the file asks. */
    public DicomFrame decode(int number) throws DicomException {
        StoredFrame stored = stored(number);
        boolean colour = stored.layout().photometric().isColour();
        return colour ? colour(stored, number) : gray(stored, number);
    }

    /** Colour has no window of its own: the transformation is defined for monochrome only (PS3.3 C.11.2.1.2). */
    private DicomFrame colour(StoredFrame stored, int number) throws DicomException {
        ColourFrame frame = stored.samples() == 1
                ? ColourFrame.of(stored, Palette.of(dataset, stored.layout().signed()))
                : ColourFrame.of(stored);
        Slice slice = slice(frame.values(), Window.between(0, frame.white()), false);
        List<Overlay> overlays = new Overlays(dataset, notes).of(stored, number - 1);
        return new DicomFrame(slice, new Appearance(Optional.of(frame.colours()), List.of(), overlays));
    }

    private DicomFrame gray(StoredFrame stored, int number) throws DicomException {
        GrayScale scale = new GrayScale(header(number), stored.layout().signed(), notes);
        GrayValues gray = GrayValues.of(stored, scale.modality(), Padding.of(dataset, stored.layout()));
        if (gray.notNumbers() > 0) {
            notes.add(gray.notNumbers() + " pixels hold no number; they are shown as the least value.");
        }
        List<Voi> vois = scale.vois(gray);
        if (!vois.isEmpty() && vois.getFirst().curve() != ToneCurve.LINEAR) {
            notes.add("Shown by the curve that the file asks for; a model without a window of its own and exported"
                    + " pictures get the linear window that is named on the screen.");
        }
        Window window = vois.isEmpty() ? gray.window() : vois.getFirst().window();
        boolean inverted = stored.layout().photometric() == Photometric.MONOCHROME1;
        List<Overlay> overlays = new Overlays(dataset, notes).of(stored, number - 1);
        return new DicomFrame(slice(gray.values(), window, inverted), new Appearance(Optional.empty(), vois, overlays));
    }

    private Slice slice(float[] values, Window window, boolean inverted) {
        return new Slice(layout.widthPx(), layout.heightPx(), values, window, inverted, Optional.of(modality()));
    }
}
