package io.veilray.dicom.contract;

import io.veilray.dicom.DicomDataset;
import io.veilray.dicom.DicomFile;
import io.veilray.dicom.DicomWriter;
import io.veilray.dicom.Tag;
import io.veilray.dicom.TransferSyntax;
import io.veilray.dicom.image.DicomImage;
import io.veilray.dicom.image.StoredFrame;
import io.veilray.dicom.pacs.Archive;
import io.veilray.dicom.pacs.ArchiveException;
import io.veilray.dicom.pacs.ArchiveOptions;
import io.veilray.dicom.pacs.Archives;
import io.veilray.dicom.pacs.DimseAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The one that this program runs on. */
final class VeilrayToolkit implements DicomToolkit {
    @Override
    public DicomDataset read(byte[] file) throws Exception {
        return DicomFile.of(file).dataset();
    }

    @Override
    public byte[] write(DicomDataset dataset, TransferSyntax syntax) {
        return DicomWriter.bytes(dataset, syntax);
    }

    @Override
    public List<String> texts(byte[] file, Tag tag) throws Exception {
        return DicomFile.of(file).dataset().texts(tag);
    }

    @Override
    public Optional<double[]> frame(byte[] file, int number) throws Exception {
        StoredFrame frame = DicomImage.of(DicomFile.of(file)).stored(number);
        double[] values = new double[frame.pixels() * frame.samples()];
        Arrays.setAll(values, i -> frame.value(i / frame.samples(), i % frame.samples()));
        return Optional.of(values);
    }

    @Override
    public Archive archive(DimseAddress address, ArchiveOptions options) throws ArchiveException {
        return Archives.open(address, options);
    }

    @Override
    public String toString() {
        return "veilray";
    }
}
