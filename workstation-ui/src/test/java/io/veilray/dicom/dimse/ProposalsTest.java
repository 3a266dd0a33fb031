package io.veilray.dicom.dimse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.dicom.TransferSyntax;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** An association has room for 128 contexts with odd ids; whoever proposes more is aborted by everybody. */
class ProposalsTest {
    private static final List<String> MODALITIES = List.of(
            "CT", "MR", "CR", "DX", "PX", "IO", "MG", "US", "XA", "RF", "NM", "PT", "ES", "XC", "OP", "OPT", "SM",
            "SEG", "RTIMAGE", "RTDOSE", "OT", "ECG", "");

    private static void assertFits(List<String> modalities) {
        List<Pdu.Proposal> all = Proposals.get(modalities);
        Set<Integer> ids = all.stream().map(Pdu.Proposal::id).collect(Collectors.toSet());
        assertTrue(all.size() <= 128 && ids.size() == all.size(), modalities + ": " + all.size());
        assertTrue(ids.stream().allMatch(id -> id % 2 == 1 && id > 0 && id < 256), modalities.toString());
    }

    @Test
    void contexts_fitForAnyStudy() {
        assertFits(List.of());
        assertFits(MODALITIES);
        for (String one : MODALITIES) {
            for (String other : MODALITIES) {
                assertFits(List.of(one, other));
            }
        }
    }

    @Test
    void likelyClass_isOfferedEachCompressionByItself() {
        String mammography = Proposals.STORAGE_ROOT + "1.2";
        Set<Set<String>> offered = Proposals.get(List.of("MG")).stream()
                .filter(proposal -> proposal.abstractSyntax().equals(mammography))
                .map(proposal -> (Set<String>) new HashSet<>(proposal.transferSyntaxes()))
                .collect(Collectors.toSet());
        assertTrue(offered.contains(Set.of(TransferSyntax.JPEG_2000.uid())));
        assertTrue(offered.contains(Set.of(TransferSyntax.JPEG_LOSSLESS_SV1.uid())));
    }

    @Test
    void everyClass_isOfferedAllThatIsRead() {
        Set<String> read = Arrays.stream(TransferSyntax.values())
                .filter(Proposals::reads)
                .map(TransferSyntax::uid)
                .collect(Collectors.toSet());
        assertEquals(13, read.size()); // 4 uncompressed, 4 JPEG, 2 JPEG-LS, 2 JPEG 2000, RLE
        for (Pdu.Role role : Proposals.storageRoles()) {
            Set<String> offered = Proposals.get(List.of("CT")).stream()
                    .filter(proposal -> proposal.abstractSyntax().equals(role.sopClass()))
                    .flatMap(proposal -> proposal.transferSyntaxes().stream())
                    .collect(Collectors.toSet());
            assertEquals(read, offered, role.sopClass());
        }
    }
}
