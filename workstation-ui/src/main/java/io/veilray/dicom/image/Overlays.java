package io.veilray.dicom.image;

import io.veilray.dicom.DicomDataset;
import io.veilray.dicom.DicomElement;
import io.veilray.dicom.DicomException;
import io.veilray.dicom.Tag;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** The overlay planes of a frame, PS3.3 sections C.9.2 and C.9.3: groups 6000 to 601E, even ones. */
final class Overlays {
    private static final int FIRST_GROUP = 0x6000;
    private static final int LAST_GROUP = 0x601E;

    /** As many as the largest image that is opened has. */
    private static final long MOST_PIXELS = 1L << 26;

    private final DicomDataset dataset;
    private final List<String> notes;

    /** @param notes gets a sentence for a plane that cannot be shown */
    Overlays(DicomDataset dataset, List<String> notes) {
        this.dataset = dataset;
        this.notes = notes;
    }

    /** @param frame from 0 */
    List<Overlay> of(StoredFrame stored, int frame) {
        List<Overlay> planes = new ArrayList<>();
        for (int group = FIRST_GROUP; group <= LAST_GROUP; group += 2) {
            if (dataset.has(new Tag(group, 0x0010))) {
                try {
                    plane(group, stored, frame).ifPresent(planes::add);
                } catch (DicomException e) {
                    notes.add("An overlay of the file is left out: " + e.getMessage() + ".");
                }
            }
        }
        return planes;
    }

    private Optional<Overlay> plane(int group, StoredFrame stored, int frame) throws DicomException {
        int width = side(new Tag(group, 0x0011));
        int height = side(new Tag(group, 0x0010));
        int index = index(group, frame);
        Optional<DicomElement> data = dataset.find(new Tag(group, 0x3000));
        if (index < 0 || data.isEmpty() && stored.samples() != 1) {
            return Optional.empty();
        }
        BitSet bits = data.isPresent()
                ? separate(data.get(), (long) width * height, index)
                : embedded(group, stored, width, height);
        List<Integer> origin = dataset.integers(new Tag(group, 0x0050)); // row and column of the image, from 1
        int top = origin.size() == 2 ? (short) (int) origin.getFirst() : 1;
        int left = origin.size() == 2 ? (short) (int) origin.getLast() : 1;
        String label = dataset.text(new Tag(group, 0x1500))
                .or(() -> dataset.text(new Tag(group, 0x0022)))
                .orElse("");
        return Optional.of(new Overlay(left - 1, top - 1, width, height, bits, label));
    }

    private int side(Tag tag) throws DicomException {
        int px = dataset.requiredInteger(tag);
        if (px < 1) {
            throw new DicomException(tag + " is " + px + ": must be at least 1");
        }
        return px;
    }

    /** Which frame of the overlay belongs to a frame of the image, or -1 if none does. */
    private int index(int group, int frame) throws DicomException {
        int frames = dataset.integer(new Tag(group, 0x0015)).orElse(1);
        int origin = dataset.integer(new Tag(group, 0x0051)).orElse(1);
        if (frames == 1 && !dataset.has(new Tag(group, 0x0051))) {
            return 0; // one plane for all frames
        }
        int index = frame + 1 - origin;
        return index < frames ? Math.max(-1, index) : -1;
    }

    private static BitSet separate(DicomElement data, long pixels, int index) throws DicomException {
        long last = (index + 1) * pixels;
        if (last > 8L * Cells.usableBytes(data) || pixels > MOST_PIXELS) {
            throw new DicomException(data + ": must hold " + (last + 7) / 8 + " bytes for its size");
        }
        Cells.Raw packed = Cells.packed(data.value(), index * pixels, 1, LookupTable.isSwapped(data) ? 1 : 0);
        return bits((int) pixels, i -> packed.at(i) != 0);
    }

    /** The retired form: one of the bits beside the stored ones. */
    private BitSet embedded(int group, StoredFrame stored, int width, int height) throws DicomException {
        Tag position = new Tag(group, 0x0102);
        int bit = dataset.requiredInteger(position);
        PixelLayout layout = stored.layout();
        if (width != layout.widthPx() || height != layout.heightPx() || bit < 0 || bit >= layout.bitsAllocated()) {
            throw new DicomException(position + " is " + bit + " for a plane of " + width + "x" + height
                    + " px: must lie in the pixels of an image of that size");
        }
        return bits(stored.pixels(), i -> (stored.bits(i) >> bit & 1) != 0);
    }

    private static BitSet bits(int pixels, java.util.function.IntPredicate drawn) {
        BitSet bits = new BitSet(pixels);
        for (int i = 0; i < pixels; i++) {
            if (drawn.test(i)) {
                bits.set(i);
            }
        }
        return bits;
    }
}
