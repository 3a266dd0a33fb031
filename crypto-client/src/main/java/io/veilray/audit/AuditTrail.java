package io.veilray.audit;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The record of what was sent where, in files of a folder on this computer.
 *
 * <p><b>Guarantees.</b> An entry that {@link #append} returned from is on the disk. Lines are only ever added; each has a
 * hash over itself and the line before, so that {@link #verify} finds a byte that was changed and a line that was taken
 * out, put in or moved. Several processes may append at once. A line that a crash left unfinished is kept aside, and an
 * entry says so. Nobody but the owner may read the files, where the file system knows owners. Entries have no field for a
 * class, a probability, a logit, whether there was an opinion, a place in the image, the name of a region, a file or a
 * series, a comment, or anything of the patient.
 *
 * <p><b>Does not guarantee.</b> That lines are missing at the end: a trail without its last lines is a shorter trail;
 * compare {@link Verification#lastHash} with one that was kept elsewhere. That nobody wrote the trail anew: there is no
 * key, and whoever may write the files can compute every hash afresh; the same comparison finds it. That times are true:
 * they are this computer's. Who sits at the computer can read in it when which model was used and how often.
 *
 * <p>Appending throws where the trail cannot be written, and never anything else of the world's. A classification must
 * not depend on it: by then the bytes have been sent, and a full disk would cost a result without unsending them. Callers
 * tell the user and go on.
 */
public final class AuditTrail {
    /** A file that has reached this size is followed by another. */
    static final long FILE_BYTES = 1 << 20;

    private final TrailFolder folder;
    private final long fileBytes;

    /** @param folder made when first needed */
    public AuditTrail(Path folder) {
        this(folder, FILE_BYTES);
    }

    AuditTrail(Path folder, long fileBytes) {
        this.folder = new TrailFolder(folder);
        this.fileBytes = fileBytes;
    }

    /** Where the files lie. */
    public Path folder() {
        return folder.path();
    }

    /** Whether nothing has been written yet. */
    public boolean isEmpty() throws IOException {
        return folder.files().isEmpty();
    }

    /** Adds an entry; blocks until it is on the disk, and while another process writes. */
    public void append(AuditEntry entry) throws IOException {
        try (TrailFolder.Lock lock = folder.lock()) {
            End end = end();
            StringBuilder text = new StringBuilder();
            String hash = end.hash();
            if (end.position() == 0) {
                ChainedLine header =
                        ChainedLine.after(hash, Header.first(end.file(), hash).encode());
                text.append(header);
                hash = header.hash();
            }
            List<AuditEntry> entries = new ArrayList<>(end.cut().stream().toList());
            entries.add(entry);
            for (AuditEntry next : entries) {
                ChainedLine line = ChainedLine.after(hash, EntryCodec.encode(next));
                text.append(line);
                hash = line.hash();
            }
            folder.write(
                    folder.file(end.file()), end.position(), text.toString().getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    /** Where to go on: in which file, from where in it, after which hash, and what was found cut short there. */
    private record End(int file, long position, String hash, Optional<AuditEntry> cut) {}

    private End end() throws IOException {
        List<Path> files = folder.files();
        if (files.isEmpty()) {
            return new End(1, 0, ChainedLine.START, Optional.empty());
        }
        int last = TrailFolder.number(files.getLast());
        Tail tail = Tail.of(files.getLast());
        Optional<AuditEntry> cut = tail.cut().length == 0
                ? Optional.empty()
                : Optional.of(new CutShort(Instant.now(), tail.cut().length, folder.setAside(files.getLast(), tail)));
        if (tail.position() == 0) { // not even the header was finished
            return new End(last, 0, hashBefore(files), cut);
        }
        if (tail.hash().isEmpty() || tail.position() >= fileBytes) { // damaged, for verify to find; or full
            return new End(last + 1, 0, tail.hash().orElse(ChainedLine.START), cut);
        }
        return new End(last, tail.position(), tail.hash().get(), cut);
    }

    private static String hashBefore(List<Path> files) throws IOException {
        return files.size() < 2
                ? ChainedLine.START
                : Tail.of(files.get(files.size() - 2)).hash().orElse(ChainedLine.START);
    }

    /** The last entries, newest first; lines that cannot be read are left out, {@link #verify} finds them. */
    public List<AuditEntry> newest(int atMost) throws IOException {
        List<AuditEntry> found = new ArrayList<>();
        for (Path file : folder.files().reversed()) {
            List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
            for (String line : lines.reversed()) {
                ChainedLine.parse(line)
                        .flatMap(chained -> EntryCodec.decode(chained.text()))
                        .ifPresent(found::add);
                if (found.size() == atMost) {
                    return found;
                }
            }
        }
        return found;
    }

    /** Looks through all files in order; 0 entries if there are none. */
    public Verification verify() throws IOException {
        if (isEmpty()) {
            return Walk.along(List.of(), true);
        }
        try (TrailFolder.Lock lock = folder.lock()) {
            return Walk.along(folder.files(), true);
        }
    }

    /**
     * Looks through one file of a trail, or an exported one. That lines are missing at its end cannot be found; of a single
     * file, neither that others came before.
     */
    public static Verification verify(Path file) throws IOException {
        return Walk.along(List.of(file), false);
    }

    /** Copies all files end to end into one, which {@link #verify(Path)} takes. */
    public void export(Path target) throws IOException {
        Path parent = target.toAbsolutePath().normalize().getParent();
        if (parent.equals(folder.path().toAbsolutePath().normalize())) {
            throw new IOException(target + " lies in the trail's own folder: choose another");
        }
        Path draft = Files.createTempFile(parent, "veilray-audit", ".tmp");
        try (TrailFolder.Lock lock = folder.lock()) {
            try (OutputStream out = Files.newOutputStream(draft)) {
                for (Path file : folder.files()) {
                    Files.copy(file, out);
                }
            }
            Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
    }
}
