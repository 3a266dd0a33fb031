package io.veilray.dicom.image;

import io.veilray.dicom.DicomDataset;
import io.veilray.dicom.DicomElement;
import io.veilray.dicom.DicomException;
import io.veilray.dicom.Tag;
import io.veilray.dicom.Tags;
import io.veilray.dicom.Vr;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A look-up table with its descriptor, PS3.3 sections C.11.1.1.1 and C.7.6.3.1.5: entries without a sign for consecutive
 * values from {@code first} on; what lies outside takes the nearest entry.
 *
 * @param largest the value of an entry that means all
 */
record LookupTable(Tag tag, int first, double largest, int[] entries) implements Modality {
    /** @param table item with descriptor and data of a modality or VOI table */
    static LookupTable of(DicomDataset table, boolean signedFirst) throws DicomException {
        return of(table, Tags.LUT_DESCRIPTOR, Tags.LUT_DATA, signedFirst);
    }

    static LookupTable of(DicomDataset place, Tag descriptorTag, Tag dataTag, boolean signedFirst)
            throws DicomException {
        Descriptor descriptor = Descriptor.of(place, descriptorTag, signedFirst);
        DicomElement data = place.find(dataTag).orElseThrow(() -> new DicomException(dataTag + " is missing"));
        return of(dataTag, descriptor, entries(data, descriptor));
    }

    static LookupTable of(Tag tag, Descriptor descriptor, int[] entries) {
        int top = 0;
        for (int entry : entries) {
            top = Math.max(top, entry);
        }
        // files say 16 bits and fill 8, or say 8 and fill 12: what is there decides
        int bits = descriptor.bits() == 16 && top < 256 ? 8 : descriptor.bits();
        while (top >= 1 << bits) {
            bits++;
        }
        return new LookupTable(tag, descriptor.first(), (1 << bits) - 1, entries);
    }

    /**
     * The three numbers before a table.
     *
     * @param count of entries, which the file writes as 0 for 65536
     * @param first stored value that is mapped, with a sign if the values that go in have one
     */
    record Descriptor(int count, int first, int bits) {
        static Descriptor of(DicomDataset place, Tag tag, boolean signedFirst) throws DicomException {
            DicomElement element = place.find(tag).orElseThrow(() -> new DicomException(tag + " is missing"));
            if (element.vr() != Vr.US && element.vr() != Vr.SS && element.vr() != Vr.OW && element.vr() != Vr.UN
                    || element.valueBytes() < 6) {
                throw new DicomException(element + ": must have three numbers of 16 bits");
            }
            ByteBuffer value = element.value();
            int count = Short.toUnsignedInt(value.getShort(0));
            int bits = Short.toUnsignedInt(value.getShort(4));
            if (bits < 1 || bits > 16) {
                throw new DicomException(tag + " says " + bits + " bits an entry: must be from 1 to 16");
            }
            boolean signed = signedFirst || element.vr() == Vr.SS;
            int first = signed ? value.getShort(2) : Short.toUnsignedInt(value.getShort(2));
            return new Descriptor(count == 0 ? 1 << 16 : count, first, bits);
        }
    }

    /** Entries of 16 bits, or of 8 bits of which two lie in a word. */
    private static int[] entries(DicomElement data, Descriptor descriptor) throws DicomException {
        int[] entries = new int[descriptor.count()];
        ByteBuffer value = data.value();
        boolean words = data.valueBytes() >= 2 * entries.length;
        if (!words && (descriptor.bits() > 8 || Cells.usableBytes(data) < entries.length)) {
            throw new DicomException(data + ": must hold the " + entries.length + " entries of " + descriptor.bits()
                    + " bits that its descriptor says");
        }
        int flip = isSwapped(data) ? 1 : 0;
        for (int i = 0; i < entries.length; i++) {
            entries[i] = words ? Short.toUnsignedInt(value.getShort(2 * i)) : value.get(i ^ flip) & 0xFF;
        }
        return entries;
    }

    /** Whether bytes of a value of words stand with the more significant one first. */
    static boolean isSwapped(DicomElement data) {
        return data.value().order() == ByteOrder.BIG_ENDIAN
                && (data.vr() == Vr.OW || data.vr() == Vr.US || data.vr() == Vr.SS);
    }

    int entry(double value) {
        double index = Math.rint(value) - first;
        return entries[index <= 0 ? 0 : index >= entries.length ? entries.length - 1 : (int) index];
    }

    @Override
    public double apply(double stored) {
        return entry(stored);
    }

    @Override
    public DicomException overflow(double stored) {
        throw new IllegalStateException("entries have at most 16 bits");
    }
}
