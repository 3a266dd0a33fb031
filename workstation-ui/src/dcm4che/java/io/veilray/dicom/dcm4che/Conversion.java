package io.veilray.dicom.dcm4che;

import io.veilray.dicom.DatasetBuilder;
import io.veilray.dicom.DicomDataset;
import io.veilray.dicom.DicomElement;
import io.veilray.dicom.Tag;
import io.veilray.dicom.Vr;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.dcm4che3.data.Attributes;
import org.dcm4che3.data.Fragments;
import org.dcm4che3.data.Sequence;
import org.dcm4che3.data.VR;

/** dcm4che's data sets as ours and back, value for value as stored. */
final class Conversion {
    private static final byte[] NONE = {};

    private Conversion() {}

    static DicomDataset toOurs(Attributes attributes) throws IOException {
        DatasetBuilder dataset = DicomDataset.builder();
        for (int tag : attributes.tags()) {
            dataset.put(toOurs(attributes, tag));
        }
        return dataset.build();
    }

    private static DicomElement toOurs(Attributes attributes, int tag) throws IOException {
        VR vr = attributes.getVR(tag);
        if (vr == VR.SQ) {
            return DicomElement.sequence(Tag.of(tag), items(attributes.getSequence(tag)));
        } else if (attributes.getValue(tag) instanceof Fragments fragments) {
            return DicomElement.encapsulated(
                    fragments.stream().map(Conversion::fragment).toList());
        }
        byte[] value = attributes.getBytes(tag);
        ByteOrder order = attributes.bigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        return DicomElement.of(
                Tag.of(tag),
                Vr.valueOf(vr.name()),
                ByteBuffer.wrap(value == null ? NONE : value).order(order));
    }

    private static List<DicomDataset> items(Sequence sequence) throws IOException {
        List<DicomDataset> items = new ArrayList<>();
        for (Attributes item : sequence) {
            items.add(toOurs(item));
        }
        return items;
    }

    /** An empty one is not an array but a constant of theirs. */
    private static ByteBuffer fragment(Object fragment) {
        return ByteBuffer.wrap(fragment instanceof byte[] bytes ? bytes : NONE);
    }

    /**
     * In the byte order of the file to be: their writer would turn values round too, but by way of strings, whose padding
     * and escape sequences it writes anew.
     */
    static Attributes toDcm4che(DicomDataset dataset, boolean bigEndian) {
        Attributes attributes = new Attributes(bigEndian);
        for (DicomElement element : dataset) {
            if (element.tag().element() != 0) { // lengths of groups, which a writer computes or leaves out
                put(attributes, element);
            }
        }
        return attributes;
    }

    private static void put(Attributes attributes, DicomElement element) {
        int tag = element.tag().group() << 16 | element.tag().element();
        if (element.isSequence()) {
            Sequence sequence = attributes.newSequence(tag, element.items().size());
            element.items().forEach(item -> sequence.add(toDcm4che(item, attributes.bigEndian())));
        } else if (element.isEncapsulated()) {
            Fragments fragments =
                    attributes.newFragments(tag, VR.OB, element.fragments().size());
            element.fragments().forEach(fragment -> fragments.add(bytes(fragment)));
        } else {
            byte[] value = attributes.bigEndian() ? swapped(element) : element.bytes();
            attributes.setBytes(tag, VR.valueOf(element.vr().name()), value);
        }
    }

    private static byte[] swapped(DicomElement element) {
        byte[] bytes = element.bytes();
        int word = element.vr().wordBytes();
        byte[] swapped = bytes.clone();
        for (int i = 0; i < bytes.length / word * word; i++) {
            swapped[i] = bytes[i / word * word + word - 1 - i % word];
        }
        return swapped;
    }

    private static byte[] bytes(ByteBuffer fragment) {
        byte[] bytes = new byte[fragment.limit()];
        fragment.get(0, bytes);
        return bytes;
    }
}
