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
import javax.crypto.SecretKey;

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
 * <p><b>With a key</b> ({@link TrailKeys#make}) each line also carries a mark of a key that changes with each line and
 * cannot be changed back. Whoever may read and write all files from some day on cannot change, take out or cut off lines
 * of before that day unnoticed by who has the vault with the first key; writing takes no password.
 *
 * <p><b>Does not guarantee.</b> Without a key: that lines are missing at the end, and that nobody wrote the trail anew,
 * as whoever may write the files can compute every hash afresh. With one: lines from the day of an intruder on, and that
 * the whole folder was replaced by an older copy of itself, key file included. A last hash kept elsewhere finds all of
 * these ({@link Verification#lastHash}). Nowhere: that times are true; they are this computer's. Who sits at the computer
 * can read in it when which model was used and how often.
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
        this(folder, fileBytes, new Disk());
    }

    AuditTrail(Path folder, long fileBytes, Disk disk) {
        this.folder = new TrailFolder(folder, disk);
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
        append(List.of(entry));
    }

    /** Adds entries in that order, all with one wait for the disk. */
    public void append(List<? extends AuditEntry> entries) throws IOException {
        try (TrailFolder.Lock lock = folder.lock();
                Pen pen = Pen.of(folder, fileBytes)) {
            pen.write(entries);
        }
    }

    /** Whether its lines carry marks of a key, or did. */
    public boolean isKeyed() throws IOException {
        boolean keyed = Files.isDirectory(folder.path()) && folder.hasKey();
        for (Path file : folder.files()) {
            keyed |= Header.in(file).flatMap(Header::key).isPresent();
        }
        return keyed;
    }

    /** Lets the lines from now on carry marks, the first one over all that came before; returns the key's public name. */
    String startMarking(SecretKey first) throws IOException {
        try (TrailFolder.Lock lock = folder.lock();
                EvolvingKey key = EvolvingKey.first(first)) {
            if (isKeyed()) {
                throw new IOException("the audit trail in " + folder() + " has a key");
            }
            folder.keep(key);
            try (Pen pen = Pen.of(folder, fileBytes)) {
                pen.write(List.of(new KeyMade(Instant.now(), key.id())));
            }
            return key.id();
        }
    }

    /** The last entries, newest first; lines that cannot be read are left out, {@link #verify} finds them. */
    public List<AuditEntry> newest(int atMost) throws IOException {
        List<AuditEntry> found = new ArrayList<>();
        for (Path file : folder.files().reversed()) {
            List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
            for (String line : lines.reversed()) {
                ChainedLine.parse(line)
                        .flatMap(chained -> EntryCodec.decode(MarkedText.without(chained.text())))
                        .ifPresent(found::add);
                if (found.size() == atMost) {
                    return found;
                }
            }
        }
        return found;
    }

    /** Looks through all files in order; 0 entries if there are none. Marks are counted, not checked. */
    public Verification verify() throws IOException {
        return verify(Optional.empty());
    }

    /** The same, and checks marks and the end against the key in the vault. */
    public Verification verify(TrailKeys keys) throws IOException {
        return verify(Optional.of(keys));
    }

    private Verification verify(Optional<TrailKeys> keys) throws IOException {
        if (isEmpty() && !folder.hasKey()) {
            return Walk.along(folder.path(), List.of(), Optional.empty(), keys);
        }
        try (TrailFolder.Lock lock = folder.lock()) {
            Optional<EvolvingKey> now = folder.key();
            try {
                return Walk.along(folder.path(), folder.files(), now, keys);
            } finally {
                now.ifPresent(EvolvingKey::close);
            }
        }
    }

    /**
     * Looks through one file of a trail, or an exported one. That lines are missing at its end cannot be found; of a single
     * file, neither that others came before.
     */
    public static Verification verify(Path file) throws IOException {
        return Walk.along(file, Optional.empty());
    }

    /** The same, and checks marks against the key in the vault. */
    public static Verification verify(Path file, TrailKeys keys) throws IOException {
        return Walk.along(file, Optional.of(keys));
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
