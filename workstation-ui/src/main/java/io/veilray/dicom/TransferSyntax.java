package io.veilray.dicom;

import java.util.Optional;

/** The encodings of DICOM files (PS3.6 table A-1) that one meets, and what to do with those this reader cannot read. */
public enum TransferSyntax {
    IMPLICIT_LITTLE("1.2.840.10008.1.2", "Implicit VR Little Endian", ""),
    EXPLICIT_LITTLE("1.2.840.10008.1.2.1", "Explicit VR Little Endian", ""),
    DEFLATED("1.2.840.10008.1.2.1.99", "Deflated Explicit VR Little Endian", "dcmconv +te"),
    EXPLICIT_BIG("1.2.840.10008.1.2.2", "Explicit VR Big Endian", "dcmconv +te"),
    JPEG_BASELINE("1.2.840.10008.1.2.4.50", "JPEG Baseline", "dcmdjpeg"),
    JPEG_EXTENDED("1.2.840.10008.1.2.4.51", "JPEG Extended", "dcmdjpeg"),
    JPEG_LOSSLESS("1.2.840.10008.1.2.4.57", "JPEG Lossless", "dcmdjpeg"),
    JPEG_LOSSLESS_SV1("1.2.840.10008.1.2.4.70", "JPEG Lossless, Selection Value 1", "dcmdjpeg"),
    JPEG_LS("1.2.840.10008.1.2.4.80", "JPEG-LS Lossless", "dcmdjpls"),
    JPEG_LS_NEAR("1.2.840.10008.1.2.4.81", "JPEG-LS Near-Lossless", "dcmdjpls"),
    JPEG_2000("1.2.840.10008.1.2.4.90", "JPEG 2000 Lossless", "gdcmconv --raw"),
    JPEG_2000_LOSSY("1.2.840.10008.1.2.4.91", "JPEG 2000", "gdcmconv --raw"),
    HTJ2K("1.2.840.10008.1.2.4.201", "High-Throughput JPEG 2000 Lossless", "gdcmconv --raw"),
    RLE("1.2.840.10008.1.2.5", "RLE Lossless", "dcmdrle");

    private final String uid;
    private final String title;
    private final String converter;

    TransferSyntax(String uid, String title, String converter) {
        this.uid = uid;
        this.title = title;
        this.converter = converter;
    }

    boolean explicit() {
        return this != IMPLICIT_LITTLE;
    }

    /** The syntax of that UID if this reader reads it; otherwise says which it is and how to convert the file. */
    static TransferSyntax readable(String uid) throws DicomException {
        Optional<TransferSyntax> known = find(uid);
        if (known.isPresent() && known.get().converter.isEmpty()) {
            return known.get();
        }
        String name = known.map(syntax -> syntax.title).orElse("unknown to this version");
        String converter = known.map(syntax -> syntax.converter).orElse("dcmconv +te");
        throw new DicomException("transfer syntax " + shown(uid) + " (" + name
                + ") is not supported yet, only uncompressed little endian is: convert the file first, for example"
                + " with \"" + converter + " in.dcm out.dcm\"");
    }

    private static Optional<TransferSyntax> find(String uid) {
        for (TransferSyntax syntax : values()) {
            if (syntax.uid.equals(uid)) {
                return Optional.of(syntax);
            }
        }
        return Optional.empty();
    }

    private static String shown(String uid) {
        return uid.matches("[0-9.]{1,64}") ? uid : "that is not a UID";
    }
}
