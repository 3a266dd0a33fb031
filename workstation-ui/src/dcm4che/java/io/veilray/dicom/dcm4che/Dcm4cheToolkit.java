package io.veilray.dicom.dcm4che;

import io.veilray.dicom.DicomDataset;
import io.veilray.dicom.Tag;
import io.veilray.dicom.TransferSyntax;
import io.veilray.dicom.contract.DicomToolkit;
import io.veilray.dicom.pacs.Archive;
import io.veilray.dicom.pacs.ArchiveException;
import io.veilray.dicom.pacs.ArchiveOptions;
import io.veilray.dicom.pacs.DimseAddress;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.dcm4che3.data.Attributes;
import org.dcm4che3.data.VR;
import org.dcm4che3.io.DicomInputStream;
import org.dcm4che3.io.DicomOutputStream;

/** Files and texts by dcm4che-core, archives by dcm4che-net. Neither of the two decompresses pixels. */
public final class Dcm4cheToolkit implements DicomToolkit {
    private static final int META_VERSION = 0x00020001;
    private static final int META_SOP_CLASS = 0x00020002;
    private static final int META_SOP_INSTANCE = 0x00020003;
    private static final int META_SYNTAX = 0x00020010;
    private static final int SOP_CLASS = 0x00080016;
    private static final int SOP_INSTANCE = 0x00080018;

    @Override
    public DicomDataset read(byte[] file) throws IOException {
        return Conversion.toOurs(attributes(file));
    }

    private static Attributes attributes(byte[] file) throws IOException {
        try (DicomInputStream in = new DicomInputStream(new ByteArrayInputStream(file))) {
            return in.readDataset();
        }
    }

    @Override
    public byte[] write(DicomDataset dataset, TransferSyntax syntax) throws IOException {
        Attributes attributes = Conversion.toDcm4che(dataset, syntax == TransferSyntax.EXPLICIT_BIG);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DicomOutputStream out = new DicomOutputStream(bytes, TransferSyntax.EXPLICIT_LITTLE.uid())) {
            out.writeDataset(metaInformation(attributes, syntax), attributes);
        }
        return bytes.toByteArray();
    }

    /** Attributes' own would refuse the sample files that have no SOP Class or SOP Instance UID. */
    private static Attributes metaInformation(Attributes dataset, TransferSyntax syntax) {
        Attributes meta = new Attributes();
        meta.setBytes(META_VERSION, VR.OB, new byte[] {0, 1});
        meta.setString(META_SOP_CLASS, VR.UI, dataset.getString(SOP_CLASS, ""));
        meta.setString(META_SOP_INSTANCE, VR.UI, dataset.getString(SOP_INSTANCE, ""));
        meta.setString(META_SYNTAX, VR.UI, syntax.uid());
        return meta;
    }

    @Override
    public List<String> texts(byte[] file, Tag tag) throws IOException {
        String[] values = attributes(file).getStrings(tag.group() << 16 | tag.element());
        return values == null
                ? List.of()
                : Arrays.stream(values).map(value -> value == null ? "" : value).toList();
    }

    @Override
    public Optional<double[]> frame(byte[] file, int number) {
        return Optional.empty();
    }

    @Override
    public Archive archive(DimseAddress address, ArchiveOptions options) throws ArchiveException {
        return Dcm4cheArchive.open(address, options);
    }

    @Override
    public String toString() {
        return "dcm4che";
    }
}
