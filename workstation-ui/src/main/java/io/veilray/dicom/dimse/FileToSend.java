package io.veilray.dicom.dimse;

import io.veilray.dicom.DicomDataset;
import io.veilray.dicom.DicomException;
import io.veilray.dicom.DicomFile;
import io.veilray.dicom.DicomWriter;
import io.veilray.dicom.Tag;
import io.veilray.dicom.Tags;
import io.veilray.dicom.TransferSyntax;
import io.veilray.dicom.pacs.Selection;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A file as C-STORE needs it. What is in order goes out byte for byte; what is not, or goes in another uncompressed
 * syntax, is written anew to a temporary file first, so that no object has to fit in memory.
 *
 * @param syntax UID of the syntax it is in
 * @param isSound whether its data set can go out as it stands
 * @param start offset of the data set in bytes
 */
record FileToSend(Path path, String sopClass, String sopInstance, String syntax, boolean isSound, long start) {
    static FileToSend examine(Path path) throws IOException, DicomException {
        try (DicomFile file = DicomFile.open(path)) {
            DicomDataset dataset = file.dataset();
            String named = file.metaInformation().code(Tags.TRANSFER_SYNTAX_UID).orElse("");
            String syntax = file.syntax().map(TransferSyntax::uid).orElse(named);
            boolean isEven = (Files.size(path) - file.datasetStart()) % 2 == 0;
            boolean isSound = file.notes().isEmpty()
                    && Selection.isUid(named)
                    && (isEven || named.equals(TransferSyntax.DEFLATED.uid()));
            if (!isSound && file.syntax().isEmpty()) {
                throw new DicomException(Tags.TRANSFER_SYNTAX_UID + " is not one that this program knows");
            }
            return new FileToSend(
                    path,
                    uid(dataset, Tags.SOP_CLASS_UID),
                    uid(dataset, Tags.SOP_INSTANCE_UID),
                    syntax,
                    isSound,
                    file.datasetStart());
        }
    }

    private static String uid(DicomDataset dataset, Tag tag) throws DicomException {
        return dataset.code(tag)
                .filter(Selection::isUid)
                .orElseThrow(
                        () -> new DicomException(tag + " is missing or no UID, so that no archive can keep the file"));
    }

    /** The syntaxes it can be sent in, its own first. */
    List<String> syntaxes() {
        boolean isCompressed =
                TransferSyntax.find(syntax).map(TransferSyntax::isEncapsulated).orElse(true);
        Stream<String> others = isCompressed
                ? Stream.empty()
                : Stream.of(TransferSyntax.EXPLICIT_LITTLE.uid(), TransferSyntax.IMPLICIT_LITTLE.uid());
        return Stream.concat(Stream.of(syntax), others).distinct().toList();
    }

    /** The same object in another syntax, in that file. */
    FileToSend rewritten(Path to, TransferSyntax wanted) throws IOException, DicomException {
        try (DicomFile file = DicomFile.open(path)) {
            DicomWriter.write(to, file.dataset(), wanted);
        }
        return examine(to);
    }

    long bytes() throws IOException {
        return Files.size(path) - start;
    }

    /** The data set. */
    InputStream open() throws IOException {
        InputStream in = Files.newInputStream(path);
        try {
            in.skipNBytes(start);
            return in;
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }
}
