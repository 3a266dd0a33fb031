package io.veilray.dicom.dimse;

import io.veilray.dicom.TransferSyntax;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What is proposed for which service. An association has room for 128 presentation contexts, PS3.8 section 9.3.2.2. */
final class Proposals {
    static final String VERIFICATION = "1.2.840.10008.1.1";
    static final String STUDY_ROOT_FIND = "1.2.840.10008.5.1.4.1.2.2.1";
    static final String STUDY_ROOT_MOVE = "1.2.840.10008.5.1.4.1.2.2.2";
    static final String STUDY_ROOT_GET = "1.2.840.10008.5.1.4.1.2.2.3";
    static final String STORAGE_ROOT = "1.2.840.10008.5.1.4.1.1.";
    static final int MAX_CONTEXTS = 128;

    /** Those that radiology meets every day, with a context for each family of compressions: CR, DX, MG, CT, MR, US, SC, XA. */
    private static final String COMMON = "1 1.1 1.2 2 2.1 3.1 4 4.1 6.1 7 12.1";

    /** The rest, PS3.4 table B.5-1 as far as a reading room meets it: one context each. */
    private static final String RARE =
            "1.1.1 1.2.1 1.3 2.2 4.2 4.3 4.4 6.2 7.1 7.2 7.3 7.4 12.1.1 12.2 12.2.1 13.1.1 13.1.2"
                    + " 13.1.3 13.1.4 13.1.5 20 30 128 128.1 130 77.1.1 77.1.2 77.1.4 77.1.5.1 77.1.5.4 77.1.6 481.1 481.2 481.3"
                    + " 481.5 481.8 9.1.1 9.1.2 11.1 11.2 11.3 11.4 66 66.1 66.2 66.3 66.4 66.5 67 88.11 88.22 88.33 88.34 88.50"
                    + " 88.59 88.65 88.67 104.1 5 6 3";

    private static final Set<TransferSyntax> NOT_READ = EnumSet.of(
            TransferSyntax.JPEG_SPECTRAL,
            TransferSyntax.JPEG_PROGRESSIVE,
            TransferSyntax.JPEG_2000_PART_2,
            TransferSyntax.JPEG_2000_PART_2_LOSSY,
            TransferSyntax.JPIP,
            TransferSyntax.MPEG2,
            TransferSyntax.MPEG2_HIGH,
            TransferSyntax.MPEG4,
            TransferSyntax.MPEG4_BD,
            TransferSyntax.HEVC,
            TransferSyntax.HEVC_10,
            TransferSyntax.JPEG_XL,
            TransferSyntax.HTJ2K,
            TransferSyntax.HTJ2K_RPCL,
            TransferSyntax.HTJ2K_LOSSY);

    private static final List<TransferSyntax> UNCOMPRESSED = List.of(
            TransferSyntax.EXPLICIT_LITTLE,
            TransferSyntax.IMPLICIT_LITTLE,
            TransferSyntax.DEFLATED,
            TransferSyntax.EXPLICIT_BIG);

    private static final List<List<TransferSyntax>> FAMILIES = List.of(
            UNCOMPRESSED,
            List.of(TransferSyntax.JPEG_LOSSLESS_SV1, TransferSyntax.JPEG_LOSSLESS),
            List.of(TransferSyntax.JPEG_LS, TransferSyntax.JPEG_LS_NEAR),
            List.of(TransferSyntax.JPEG_2000, TransferSyntax.JPEG_2000_LOSSY),
            List.of(TransferSyntax.JPEG_BASELINE, TransferSyntax.JPEG_EXTENDED),
            List.of(TransferSyntax.RLE));

    private Proposals() {}

    /** Whether objects in that syntax can be shown. */
    static boolean reads(TransferSyntax syntax) {
        return !NOT_READ.contains(syntax);
    }

    /** One service without pixel data. */
    static List<Pdu.Proposal> service(String sopClass) {
        return List.of(proposal(1, sopClass, List.of(TransferSyntax.EXPLICIT_LITTLE, TransferSyntax.IMPLICIT_LITTLE)));
    }

    /** To get: the service, and all storage classes for what comes. */
    static List<Pdu.Proposal> get() {
        List<Pdu.Proposal> all = new ArrayList<>(service(STUDY_ROOT_GET));
        classes(COMMON)
                .forEach(sopClass ->
                        FAMILIES.forEach(family -> all.add(proposal(2 * all.size() + 1, sopClass, family))));
        List<TransferSyntax> every = FAMILIES.stream().flatMap(List::stream).toList();
        classes(RARE).forEach(sopClass -> all.add(proposal(2 * all.size() + 1, sopClass, every)));
        return all;
    }

    /** To get: that we are the provider of storage on an association that we opened. */
    static List<Pdu.Role> storageRoles() {
        return Stream.concat(classes(COMMON), classes(RARE))
                .map(sopClass -> new Pdu.Role(sopClass, false, true))
                .toList();
    }

    private static Stream<String> classes(String suffixes) {
        return Arrays.stream(suffixes.split(" ")).map(suffix -> STORAGE_ROOT + suffix);
    }

    private static Pdu.Proposal proposal(int id, String sopClass, List<TransferSyntax> syntaxes) {
        return new Pdu.Proposal(
                id, sopClass, syntaxes.stream().map(TransferSyntax::uid).toList());
    }
}
