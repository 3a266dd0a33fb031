package io.veilray.dicom.contract;

import io.veilray.dicom.DicomDataset;
import io.veilray.dicom.Tag;
import io.veilray.dicom.TransferSyntax;
import io.veilray.dicom.pacs.Archive;
import io.veilray.dicom.pacs.ArchiveException;
import io.veilray.dicom.pacs.ArchiveOptions;
import io.veilray.dicom.pacs.DimseAddress;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/** A DICOM implementation: files, texts, pixels, archives. Its {@code toString} is its name. */
public interface DicomToolkit {
    /** The data set of a Part 10 file; may hold views into it. */
    DicomDataset read(byte[] file) throws Exception;

    /** A Part 10 file. Pixel data are neither compressed nor decompressed. */
    byte[] write(DicomDataset dataset, TransferSyntax syntax) throws Exception;

    /** The values of a text in the file's character set, without padding. */
    List<String> texts(byte[] file, Tag tag) throws Exception;

    /**
     * The stored values of a frame, sample by sample of each pixel from the top left one on; empty if this implementation
     * does not decompress them.
     *
     * @param number from 1
     */
    Optional<double[]> frame(byte[] file, int number) throws Exception;

    Archive archive(DimseAddress address, ArchiveOptions options) throws ArchiveException;

    /** Ours, and those that the build's profile adds. */
    static Stream<DicomToolkit> all() {
        return Stream.concat(
                Stream.of(new VeilrayToolkit()),
                ServiceLoader.load(DicomToolkit.class).stream().map(ServiceLoader.Provider::get));
    }
}
