package io.veilray.dicom.dimse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bytes of PS3.8 section 9.3, laid out by hand from its tables, and what is refused before anything is allocated. */
class PduTest {
    private static final String VERIFICATION = "1.2.840.10008.1.1";
    private static final Pdu.UserInformation USER =
            new Pdu.UserInformation(0x4000, "1.2.3", "V1", List.of(new Pdu.Role(VERIFICATION, false, true)));

    /** 51H with a maximum of 4000H; 52H; 54H of 2 + 17 + 2 = 15H bytes; 55H: 8 + 9 + 25 + 6 = 30H bytes in all. */
    private static final String USER_HEX = "50000030" + "5100000400004000" + "52000005" + hex("1.2.3") + "54000015"
            + "0011" + hex(VERIFICATION) + "0001" + "55000002" + hex("V1");

    private static final String HEAD_HEX = "00010000" + hex("ARCHIVE         ") + hex("VEILRAY         ")
            + "00".repeat(32) + "10000015" + hex("1.2.840.10008.3.1.1.1");

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static void assertBytes(String expected, Pdu pdu) {
        assertEquals(expected, HexFormat.of().formatHex(PduWriter.bytes(pdu)));
    }

    private static Pdu read(String hex) throws UpperLayerException {
        ByteBuffer bytes = ByteBuffer.wrap(HexFormat.of().parseHex(hex));
        int type = bytes.get(0);
        int length = PduReader.checkedLength(type, bytes.getInt(2) & 0xFFFFFFFFL);
        return PduReader.read(type, bytes.slice(6, length));
    }

    @Test
    void associateRequest_isTable9_11() throws UpperLayerException {
        Pdu.AssociateRequest request = new Pdu.AssociateRequest(
                "ARCHIVE", "VEILRAY", List.of(new Pdu.Proposal(1, VERIFICATION, List.of("1.2.840.10008.1.2"))), USER);
        // the context has 4 + 21 + 21 = 2EH bytes; all has 68 + 25 + 50 + 52 = C3H
        String context =
                "2000002e" + "01000000" + "30000011" + hex(VERIFICATION) + "40000011" + hex("1.2.840.10008.1.2");
        String whole = "0100000000c3" + HEAD_HEX + context + USER_HEX;
        assertBytes(whole, request);
        assertEquals(request, read(whole));
    }

    @Test
    void associateAccept_isTable9_17() throws UpperLayerException {
        Pdu.AssociateAccept accept = new Pdu.AssociateAccept(
                "ARCHIVE", "VEILRAY", List.of(new Pdu.Verdict(1, 0, "1.2.840.10008.1.2")), USER);
        // the context has 4 + 21 = 19H bytes; all has 68 + 25 + 29 + 52 = AEH
        String whole =
                "0200000000ae" + HEAD_HEX + "21000019" + "01000000" + "40000011" + hex("1.2.840.10008.1.2") + USER_HEX;
        assertBytes(whole, accept);
        assertEquals(accept, read(whole));
    }

    @Test
    void shortUnits_areTables9_21To9_26() throws UpperLayerException {
        assertBytes("03000000000400010107", new Pdu.AssociateReject(1, 1, 7));
        assertBytes("05000000000400000000", new Pdu.ReleaseRequest());
        assertBytes("06000000000400000000", new Pdu.ReleaseReply());
        assertBytes("07000000000400000206", new Pdu.Abort(2, 6));
        assertEquals(new Pdu.AssociateReject(2, 3, 1), read("03000000000400020301"));
        assertEquals(new Pdu.Abort(2, 2), read("07000000000400000202"));
    }

    @Test
    void data_isTable9_22WithControlHeadersOfAnnexE() throws UpperLayerException {
        Pdu.Fragment last = new Pdu.Fragment(3, true, true, ByteBuffer.wrap(new byte[] {1, 2}));
        Pdu.Fragment first = new Pdu.Fragment(3, false, false, ByteBuffer.wrap(new byte[] {4}));
        Pdu.Data data = new Pdu.Data(List.of(last, first));
        String whole = "04000000000f" + "00000004" + "0303" + "0102" + "00000003" + "0300" + "04"; // 8 + 7 = FH
        assertBytes(whole, data);
        assertEquals(data, read(whole));
    }

    @ParameterizedTest
    @CsvSource({
        "04007fffffff,           2147483647 bytes",
        "0400ffffffff,           4294967295 bytes",
        "0100ffffffff,           4294967295 bytes",
        "070000000005,           5 bytes: must be from 4 to 4",
        "090000000004,           type 9",
        "000000000004,           type 0",
    })
    void header_refusesLengthAndType(String header, String words) {
        String message =
                assertThrows(UpperLayerException.class, () -> read(header)).getMessage();
        assertTrue(message.contains(words), message);
    }

    @ParameterizedTest
    @CsvSource({
        "040000000005 0000000403,                fragment of -1 bytes",
        "040000000006 000000ff0303,              fragment of 255 bytes with 2 left",
        "040000000006 ffffffff0303,              fragment of 4294967295 bytes",
        "040000000006 000000010303,              fragment of 1 bytes",
        "010000000004 00010000,                  at least 68 are fixed",
    })
    void body_refusesWhatReachesBeyondIt(String unit, String words) {
        String message = assertThrows(UpperLayerException.class, () -> read(unit.replace(" ", "")))
                .getMessage();
        assertTrue(message.contains(words), message);
    }

    @ParameterizedTest
    @CsvSource({
        "10000016,                         item 10H at byte 68",
        "1000,                             cut off at byte 68",
        "20000002 0100,                    presentation context of 2 bytes",
        "20000004 02000000,                context 2: must be odd",
        "20000008 01000000 30000005,       item 30H",
        "50000007 51000003 000040,       maximum length of 3 bytes",
        "50000008 54000004 00050000,       whose UID has 5 bytes",
        "50000004 54000000,                whose UID has -1 bytes",
        "20000004 01000000,                without user information",
    })
    void items_areHeldToTheirParent(String items, String words) {
        String body = "0001" + "00".repeat(66) + items.replace(" ", "");
        String unit = "0100" + HexFormat.of().toHexDigits(body.length() / 2) + body;
        String message =
                assertThrows(UpperLayerException.class, () -> read(unit)).getMessage();
        assertTrue(message.contains(words), message);
    }

    @Test
    void anyBytes_areReadOrRefused() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] sound = PduWriter.bytes(new Pdu.AssociateRequest(
                "A", "B", List.of(new Pdu.Proposal(1, VERIFICATION, List.of("1.2.840.10008.1.2"))), USER));
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = sound.clone();
            for (int changes = random.nextInt(8); changes >= 0; changes--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            bytes[0] = (byte) (1 + random.nextInt(7));
            try {
                PduReader.read(
                        bytes[0], ByteBuffer.wrap(bytes, 6, bytes.length - 6).slice());
            } catch (UpperLayerException e) {
                assertTrue(e.getMessage().length() < 200);
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ", " + HexFormat.of().formatHex(bytes), e);
            }
        }
    }
}
