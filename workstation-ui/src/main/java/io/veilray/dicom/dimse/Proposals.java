package io.veilray.dicom.dimse;

import io.veilray.dicom.TransferSyntax;
import io.veilray.dicom.codec.Codecs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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

    /** Storage classes by Modality, PS3.3 section C.7.3.1.1.1, what is usual first. Empty: where nothing is known. */
    private static final Map<String, String> OF_MODALITY = Map.ofEntries(
            Map.entry("CT", "2 2.1 2.2"),
            Map.entry("MR", "4 4.1 4.3 4.4"),
            Map.entry("CR", "1"),
            Map.entry("DX", "1.1 1 1.1.1"),
            Map.entry("PX", "1.1 1.3"),
            Map.entry("IO", "1.3 1.1"),
            Map.entry("MG", "1.2 13.1.3 1.2.1"),
            Map.entry("US", "6.1 3.1 6.2 6"),
            Map.entry("XA", "12.1 12.1.1"),
            Map.entry("RF", "12.2 12.2.1"),
            Map.entry("NM", "20 5"),
            Map.entry("PT", "128 130 128.1"),
            Map.entry("ES", "77.1.1"),
            Map.entry("XC", "77.1.4"),
            Map.entry("OP", "77.1.5.1"),
            Map.entry("OPT", "77.1.5.4"),
            Map.entry("SM", "77.1.6 77.1.2"),
            Map.entry("SEG", "66.4"),
            Map.entry("RTIMAGE", "481.1"),
            Map.entry("RTDOSE", "481.2"),
            Map.entry("OT", "7 7.2 7.3 7.4"),
            Map.entry("", "2 4 1 1.1 7"));

    /** Any of which may come: PS3.4 table B.5-1 as far as a reading room meets it. */
    private static final String ALL =
            "1 1.1 1.2 2 2.1 3.1 4 4.1 6.1 7 12.1 1.1.1 1.2.1 1.3 2.2 4.2 4.3 4.4 6.2 7.1 7.2 7.3 7.4"
                    + " 12.1.1 12.2 12.2.1 13.1.1 13.1.2 13.1.3 13.1.4 13.1.5 20 30 128 128.1 130 77.1.1 77.1.2 77.1.4 77.1.5.1"
                    + " 77.1.5.4 77.1.6 481.1 481.2 481.3 481.5 481.8 9.1.1 9.1.2 11.1 11.2 11.3 11.4 66 66.1 66.2 66.3 66.4 66.5 67"
                    + " 88.11 88.22 88.33 88.34 88.50 88.59 88.65 88.67 104.1 5 6 3";

    private static final List<TransferSyntax> UNCOMPRESSED = List.of(
            TransferSyntax.EXPLICIT_LITTLE,
            TransferSyntax.IMPLICIT_LITTLE,
            TransferSyntax.DEFLATED,
            TransferSyntax.EXPLICIT_BIG);

    private static final List<TransferSyntax> COMPRESSED = List.of(
            TransferSyntax.JPEG_LOSSLESS_SV1,
            TransferSyntax.JPEG_2000,
            TransferSyntax.JPEG_LS,
            TransferSyntax.RLE,
            TransferSyntax.JPEG_BASELINE,
            TransferSyntax.JPEG_2000_LOSSY,
            TransferSyntax.JPEG_EXTENDED,
            TransferSyntax.JPEG_LOSSLESS,
            TransferSyntax.JPEG_LS_NEAR);

    private Proposals() {}

    /** Whether objects in that syntax can be shown. */
    static boolean reads(TransferSyntax syntax) {
        return !syntax.isEncapsulated() || Codecs.reads(syntax);
    }

    /** One service without pixel data. */
    static List<Pdu.Proposal> service(String sopClass) {
        return List.of(proposal(0, sopClass, List.of(TransferSyntax.EXPLICIT_LITTLE, TransferSyntax.IMPLICIT_LITTLE)));
    }

    /**
     * To get: the service, and all storage classes for what comes. An archive accepts one transfer syntax in a context and
     * may send an object only in that: classes that are likely for the modalities get a context for each compression, as
     * far as there is room, so that objects come as they are stored.
     */
    static List<Pdu.Proposal> get(Collection<String> modalities) {
        List<Pdu.Proposal> all = new ArrayList<>(service(STUDY_ROOT_GET));
        List<String> classes = classes(ALL).toList();
        int room = MAX_CONTEXTS - 1 - classes.size();
        Set<String> likely = likely(modalities);
        List<TransferSyntax> every =
                Stream.concat(UNCOMPRESSED.stream(), COMPRESSED.stream()).toList();
        for (String sopClass :
                Stream.concat(likely.stream(), classes.stream()).distinct().toList()) {
            boolean hasRoom = likely.contains(sopClass) && room >= COMPRESSED.size();
            all.add(proposal(all.size(), sopClass, hasRoom ? UNCOMPRESSED : every));
            if (hasRoom) {
                COMPRESSED.forEach(syntax -> all.add(proposal(all.size(), sopClass, List.of(syntax))));
                room -= COMPRESSED.size();
            }
        }
        return all;
    }

    /** The most usual of each modality first, then the next of each. */
    private static Set<String> likely(Collection<String> modalities) {
        List<List<String>> each = Stream.concat(modalities.stream().sorted(), Stream.of("OT", ""))
                .map(modality ->
                        classes(OF_MODALITY.getOrDefault(modality, "7")).toList())
                .toList();
        Set<String> likely = new LinkedHashSet<>();
        for (int rank = 0; rank < 5; rank++) {
            for (List<String> classes : each) {
                if (rank < classes.size()) {
                    likely.add(classes.get(rank));
                }
            }
        }
        return likely;
    }

    /** To get: that we are the provider of storage on an association that we opened. */
    static List<Pdu.Role> storageRoles() {
        return classes(ALL).map(sopClass -> new Pdu.Role(sopClass, false, true)).toList();
    }

    private static Stream<String> classes(String suffixes) {
        return Arrays.stream(suffixes.split(" ")).map(suffix -> STORAGE_ROOT + suffix);
    }

    private static Pdu.Proposal proposal(int before, String sopClass, List<TransferSyntax> syntaxes) {
        return new Pdu.Proposal(
                2 * before + 1,
                sopClass,
                syntaxes.stream().map(TransferSyntax::uid).toList());
    }
}
