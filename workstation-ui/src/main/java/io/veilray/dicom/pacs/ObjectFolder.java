package io.veilray.dicom.pacs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Where fetched objects are written, each named {@code UID.dcm} after its SOP Instance UID, complete or not at all. An
 * object that is there already is replaced. Files are for their owner only.
 */
public final class ObjectFolder {
    private final Path folder;

    private ObjectFolder(Path folder) {
        this.folder = folder;
    }

    /** That folder, made if it is absent. */
    public static ObjectFolder at(Path folder) throws ArchiveException {
        try {
            return new ObjectFolder(Files.createDirectories(folder));
        } catch (IOException e) {
            throw new ArchiveException(
                    ArchiveException.Reason.OWN_FILES, "the folder " + folder + " cannot be made", e);
        }
    }

    /** A new empty file to write an object to; the caller keeps or deletes it. */
    public Path partial() throws IOException {
        return Files.createTempFile(folder, ".veilray-", ".part");
    }

    /** Names a partial file that is whole now. */
    public Path keep(Path partial, String sopInstanceUid) throws IOException {
        if (!Selection.isUid(sopInstanceUid)) {
            throw new IOException("the object's SOP Instance UID is no UID");
        }
        return Files.move(partial, folder.resolve(sopInstanceUid + ".dcm"), StandardCopyOption.REPLACE_EXISTING);
    }
}
