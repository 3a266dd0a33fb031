package io.veilray.dicom.web;

import io.veilray.dicom.DicomException;
import io.veilray.dicom.DicomFile;
import io.veilray.dicom.Tags;
import io.veilray.dicom.pacs.ArchiveException;
import io.veilray.dicom.pacs.ArchiveException.Reason;
import io.veilray.dicom.pacs.ArchiveProgress;
import io.veilray.dicom.pacs.ObjectFolder;
import io.veilray.dicom.pacs.Retrieved;
import io.veilray.dicom.pacs.Selection;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Objects out of one answer into files. An object becomes a file of its own only once it is whole. */
final class Retrieval {
    private static final int MAX_NOTES = 20;

    private final WebClient client;
    private final Selection wanted;
    private final ObjectFolder folder;
    private final ArchiveProgress progress;
    private final List<Path> files = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private int failed;
    private long bytes;

    /** Writes some bytes of one object. */
    private interface Content {
        void copy(OutputStream out) throws IOException;
    }

    Retrieval(WebClient client, Selection wanted, Path folder, ArchiveProgress progress) throws ArchiveException {
        this.client = client;
        this.wanted = wanted;
        this.folder = ObjectFolder.at(folder);
        this.progress = progress;
    }

    Retrieved nothing() {
        return new Retrieved(List.of(), 0, List.of(client.host() + " sent nothing."));
    }

    Retrieved read(InputStream body, MediaType type) throws ArchiveException, InterruptedException {
        try {
            if (type.isMultipart()) {
                String boundary = type.boundary()
                        .orElseThrow(() -> new AnswerException("it names no boundary between its parts"));
                parts(new MultipartReader(body, boundary, client.limits()));
            } else {
                whole(body);
            }
            return new Retrieved(files, failed, notes);
        } catch (OwnFileException e) {
            throw new ArchiveException(Reason.OWN_FILES, "what came from " + client.host() + " cannot be written", e);
        } catch (IOException e) {
            throw client.broken(e);
        }
    }

    private void parts(MultipartReader parts) throws IOException {
        for (Optional<Optional<MediaType>> part = parts.next(); part.isPresent(); part = parts.next()) {
            if (part.get().filter(type -> !type.isDicom()).isPresent()) {
                parts.copy(OutputStream.nullOutputStream());
                failed("a part is " + part.get().get().name() + " and no DICOM object");
            } else {
                object(parts::copy);
            }
        }
    }

    /** Some archives send a single object without a multipart around it. */
    private void whole(InputStream body) throws IOException {
        object(out -> {
            byte[] piece = new byte[1 << 16];
            long length = 0;
            for (int count = body.read(piece); count >= 0; count = body.read(piece)) {
                length += count;
                if (length > client.limits().partBytes()) {
                    throw new AnswerException(
                            "it is longer than " + client.limits().partBytes() + " bytes");
                }
                out.write(piece, 0, count);
            }
        });
    }

    private void object(Content content) throws IOException {
        Path partial = OwnFileException.naming(folder::partial);
        try {
            try (OutputStream out = new OwnFile(partial)) {
                content.copy(out);
            }
            keep(partial);
        } finally {
            OwnFileException.naming(() -> Files.deleteIfExists(partial));
        }
        progress.reached(files.size() + failed, OptionalInt.empty(), bytes);
    }

    private void keep(Path partial) throws IOException {
        long length = Files.size(partial);
        Optional<String> uid;
        try (DicomFile file = DicomFile.open(partial)) {
            if (!wanted.covers(file.dataset())) {
                failed("an object is not of what was asked for");
                return;
            }
            uid = file.dataset().code(Tags.SOP_INSTANCE_UID);
        } catch (DicomException e) {
            failed("an object cannot be read, " + e.getMessage());
            return;
        }
        if (uid.filter(Selection::isUid).isEmpty()) {
            failed("an object has no SOP Instance UID");
            return;
        }
        Path kept = OwnFileException.naming(() -> folder.keep(partial, uid.get()));
        bytes += length;
        if (files.contains(kept)) {
            note("two objects have the same SOP Instance UID; the later one was kept");
        } else {
            files.add(kept);
        }
    }

    private void failed(String why) {
        failed++;
        note(why);
    }

    private void note(String why) {
        if (notes.size() < MAX_NOTES) {
            notes.add("Of what " + client.host() + " sent, " + why + ".");
        }
    }

    /** Failures to write it are told from those of the network. */
    private static final class OwnFile extends OutputStream {
        private final OutputStream file;

        OwnFile(Path path) throws IOException {
            file = OwnFileException.naming(() -> new BufferedOutputStream(Files.newOutputStream(path)));
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] from, int offset, int length) throws IOException {
            OwnFileException.naming(() -> {
                file.write(from, offset, length);
                return file;
            });
        }

        @Override
        public void close() throws IOException {
            OwnFileException.naming(() -> {
                file.close();
                return file;
            });
        }
    }
}
