package io.veilray.ui.scan;

import io.veilray.region.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One slice of a series: where it is and what its header says. Decodes it, one thread at a time. */
final class SliceEntry {
    private final Found found;
    private final int frame;
    private final SliceInfo info;
    private final List<String> headerNotes;
    private final Optional<String> instanceUid;
    private volatile List<String> decodedNotes = List.of();

    /**
     * @param frame from 1
     * @param instanceUid SOP Instance UID; empty for what is no DICOM file, or one without
     */
    SliceEntry(Found found, int frame, SliceInfo info, List<String> headerNotes, Optional<String> instanceUid) {
        this.found = found;
        this.frame = frame;
        this.info = info;
        this.headerNotes = headerNotes;
        this.instanceUid = instanceUid;
    }

    SliceInfo info() {
        return info;
    }

    Optional<SliceOrigin> origin() {
        return instanceUid.map(uid -> new SliceOrigin(found.file(), uid, frame));
    }

    Found found() {
        return found;
    }

    List<String> notes() {
        List<String> notes = new ArrayList<>(headerNotes);
        notes.addAll(decodedNotes);
        return List.copyOf(notes);
    }

    /** Blocks while another thread decodes this slice, and then takes what that one decoded. */
    synchronized Scan decode(SliceCache cache) throws ScanException {
        Optional<Scan> decoded = cache.get(this);
        if (decoded.isPresent()) {
            return decoded.get();
        }
        Scan scan = ScanReader.read(found.file(), found.shown(), frame);
        Slice slice = scan.slice();
        if (slice.widthPx() != info.widthPx() || slice.heightPx() != info.heightPx()) {
            throw new ScanException(found.shown() + " has changed since it was opened: open it again.");
        }
        decodedNotes = scan.notes();
        cache.put(this, scan);
        return scan;
    }
}
