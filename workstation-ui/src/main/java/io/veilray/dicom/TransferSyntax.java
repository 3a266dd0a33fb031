package io.veilray.dicom;

import java.util.Arrays;
import java.util.Optional;

/** The encodings of data sets that one meets, PS3.6 table A-1. */
public enum TransferSyntax {
    IMPLICIT_LITTLE("1.2.840.10008.1.2", "Implicit VR Little Endian"),
    EXPLICIT_LITTLE("1.2.840.10008.1.2.1", "Explicit VR Little Endian"),
    DEFLATED("1.2.840.10008.1.2.1.99", "Deflated Explicit VR Little Endian"),
    EXPLICIT_BIG("1.2.840.10008.1.2.2", "Explicit VR Big Endian"),
    JPEG_BASELINE("1.2.840.10008.1.2.4.50", "JPEG Baseline"),
    JPEG_EXTENDED("1.2.840.10008.1.2.4.51", "JPEG Extended"),
    JPEG_SPECTRAL("1.2.840.10008.1.2.4.53", "JPEG Spectral Selection, retired"),
    JPEG_PROGRESSIVE("1.2.840.10008.1.2.4.55", "JPEG Full Progression, retired"),
    JPEG_LOSSLESS("1.2.840.10008.1.2.4.57", "JPEG Lossless"),
    JPEG_LOSSLESS_SV1("1.2.840.10008.1.2.4.70", "JPEG Lossless, Selection Value 1"),
    JPEG_LS("1.2.840.10008.1.2.4.80", "JPEG-LS Lossless"),
    JPEG_LS_NEAR("1.2.840.10008.1.2.4.81", "JPEG-LS Near-Lossless"),
    JPEG_2000("1.2.840.10008.1.2.4.90", "JPEG 2000 Lossless"),
    JPEG_2000_LOSSY("1.2.840.10008.1.2.4.91", "JPEG 2000"),
    JPEG_2000_PART_2("1.2.840.10008.1.2.4.92", "JPEG 2000 Part 2 Lossless"),
    JPEG_2000_PART_2_LOSSY("1.2.840.10008.1.2.4.93", "JPEG 2000 Part 2"),
    JPIP("1.2.840.10008.1.2.4.94", "JPIP Referenced"),
    MPEG2("1.2.840.10008.1.2.4.100", "MPEG2 Main Level"),
    MPEG2_HIGH("1.2.840.10008.1.2.4.101", "MPEG2 High Level"),
    MPEG4("1.2.840.10008.1.2.4.102", "MPEG-4 AVC/H.264 Level 4.1"),
    MPEG4_BD("1.2.840.10008.1.2.4.103", "MPEG-4 AVC/H.264 BD-compatible"),
    HEVC("1.2.840.10008.1.2.4.107", "HEVC/H.265 Main"),
    HEVC_10("1.2.840.10008.1.2.4.108", "HEVC/H.265 Main 10"),
    JPEG_XL("1.2.840.10008.1.2.4.110", "JPEG XL Lossless"),
    HTJ2K("1.2.840.10008.1.2.4.201", "High-Throughput JPEG 2000 Lossless"),
    HTJ2K_RPCL("1.2.840.10008.1.2.4.202", "High-Throughput JPEG 2000 with RPCL Lossless"),
    HTJ2K_LOSSY("1.2.840.10008.1.2.4.203", "High-Throughput JPEG 2000"),
    RLE("1.2.840.10008.1.2.5", "RLE Lossless");

    private final String uid;
    private final String title;

    TransferSyntax(String uid, String title) {
        this.uid = uid;
        this.title = title;
    }

    public String uid() {
        return uid;
    }

    public String title() {
        return title;
    }

    /** Whether pixel data are compressed and stand in fragments, PS3.5 annex A.4. All such are explicit little endian. */
    public boolean isEncapsulated() {
        return compareTo(EXPLICIT_BIG) > 0;
    }

    boolean explicit() {
        return this != IMPLICIT_LITTLE;
    }

    public static Optional<TransferSyntax> find(String uid) {
        return Arrays.stream(values()).filter(syntax -> syntax.uid.equals(uid)).findFirst();
    }
}
