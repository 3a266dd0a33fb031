package io.veilray.dicom.image;

import io.veilray.dicom.DicomDataset;
import io.veilray.dicom.DicomElement;
import io.veilray.dicom.DicomException;
import io.veilray.dicom.Tag;
import io.veilray.dicom.Tags;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Which fragments of compressed pixel data are which frame, PS3.5 annex A.4. Copies nothing but the frame asked for. */
final class Fragments {
    private static final int ITEM_HEADER_BYTES = 8;

    private final List<ByteBuffer> fragments;
    /** The number of the first fragment of each frame, and one more for the end. */
    private final int[] starts;

    private Fragments(List<ByteBuffer> fragments, int[] starts) {
        this.fragments = fragments;
        this.starts = starts;
    }

    /** @param frames as the header counts them */
    static Fragments of(DicomElement data, DicomDataset dataset, int frames) throws DicomException {
        List<ByteBuffer> fragments =
                data.fragments().subList(1, data.fragments().size());
        if (fragments.isEmpty()) {
            throw new DicomException(Tags.PIXEL_DATA + " holds no frame: the compressed data are missing");
        }
        return new Fragments(fragments, starts(fragments, data.fragments().getFirst(), dataset, frames));
    }

    private static int[] starts(List<ByteBuffer> fragments, ByteBuffer basic, DicomDataset dataset, int frames)
            throws DicomException {
        if (frames == 1) {
            return new int[] {0, fragments.size()};
        }
        if (fragments.size() == frames) {
            return range(frames);
        }
        DicomElement extended = dataset.find(Tags.EXTENDED_OFFSET_TABLE).orElse(null);
        if (extended != null && extended.valueBytes() > 0) {
            return byOffsets(fragments, longs(extended), Tags.EXTENDED_OFFSET_TABLE, frames);
        }
        if (basic.limit() >= 4) {
            return byOffsets(fragments, integers(basic), Tags.PIXEL_DATA, frames);
        }
        return byEndOfImage(fragments, frames);
    }

    private static int[] range(int frames) {
        int[] starts = new int[frames + 1];
        Arrays.setAll(starts, i -> i);
        return starts;
    }

    private static long[] longs(DicomElement table) {
        long[] offsets = new long[table.valueBytes() / 8];
        Arrays.setAll(offsets, i -> table.value().getLong(8 * i));
        return offsets;
    }

    private static long[] integers(ByteBuffer table) {
        ByteBuffer little = table.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        long[] offsets = new long[table.limit() / 4];
        Arrays.setAll(offsets, i -> Integer.toUnsignedLong(little.getInt(4 * i)));
        return offsets;
    }

    /** Offsets count from the item tag of the first fragment to that of the frame's first one. */
    private static int[] byOffsets(List<ByteBuffer> fragments, long[] offsets, Tag table, int frames)
            throws DicomException {
        int known = Math.min(frames, offsets.length);
        int[] starts = new int[known + 1];
        long at = 0;
        int fragment = 0;
        for (int frame = 0; frame < known; frame++) {
            while (fragment < fragments.size() && at < offsets[frame]) {
                at += ITEM_HEADER_BYTES + fragments.get(fragment++).limit();
            }
            if (at != offsets[frame] || fragment == fragments.size() || frame > 0 && fragment == starts[frame - 1]) {
                throw new DicomException(table + " says that frame " + (frame + 1) + " begins at byte " + offsets[frame]
                        + " of the compressed data, where no fragment of its own begins");
            }
            starts[frame] = fragment;
        }
        starts[known] = fragments.size();
        return starts;
    }

    /** The streams of JPEG, JPEG-LS and JPEG 2000 all end with the bytes FF D9, padded to an even length. */
    private static int[] byEndOfImage(List<ByteBuffer> fragments, int frames) throws DicomException {
        List<Integer> starts = new ArrayList<>(List.of(0));
        for (int i = 0; i < fragments.size() && starts.size() <= frames; i++) {
            if (endsImage(fragments.get(i))) {
                starts.add(i + 1);
            }
        }
        if (starts.size() == 1) {
            throw new DicomException(Tags.PIXEL_DATA + " has " + fragments.size() + " fragments for " + frames
                    + " frames and no offset table or end of image that tells them apart");
        }
        return starts.stream().mapToInt(Integer::intValue).toArray();
    }

    private static boolean endsImage(ByteBuffer fragment) {
        int last = fragment.limit() - 1;
        for (int padded = 0; padded < 2; padded++, last--) {
            if (last >= 1 && (fragment.get(last) & 0xFF) == 0xD9 && (fragment.get(last - 1) & 0xFF) == 0xFF) {
                return true;
            }
        }
        return false;
    }

    /** Frames whose fragments are there. */
    int frames() {
        return starts.length - 1;
    }

    /** The compressed bytes of a frame, counted from 0. */
    ByteBuffer frame(int index) throws DicomException {
        List<ByteBuffer> parts = fragments.subList(starts[index], starts[index + 1]);
        if (parts.size() == 1) {
            return parts.getFirst().duplicate();
        }
        long bytes = parts.stream().mapToLong(ByteBuffer::limit).sum();
        if (bytes > Integer.MAX_VALUE) {
            throw new DicomException(Tags.PIXEL_DATA + " has a compressed frame of " + bytes + " bytes: at most "
                    + Integer.MAX_VALUE + " are read");
        }
        ByteBuffer whole = ByteBuffer.allocate((int) bytes);
        parts.forEach(part -> whole.put(part.duplicate()));
        return whole.flip();
    }
}
