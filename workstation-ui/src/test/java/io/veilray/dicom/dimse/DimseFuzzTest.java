package io.veilray.dicom.dimse;

import io.veilray.fuzz.Fuzz;
import io.veilray.fuzz.FuzzTest;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What a peer on the network says first, and the messages after that. */
class DimseFuzzTest extends FuzzTest {
    private static final String ECHO = "1.2.840.10008.1.1";
    private static final Pdu.UserInformation USER =
            new Pdu.UserInformation(0x4000, "1.2.3", "V1", List.of(new Pdu.Role(ECHO, false, true)));

    @Override
    protected Map<String, List<byte[]>> seeds() {
        Pdu request = new Pdu.AssociateRequest(
                "ARCHIVE", "VEILRAY", List.of(new Pdu.Proposal(1, ECHO, List.of("1.2.840.10008.1.2"))), USER);
        Pdu accept = new Pdu.AssociateAccept(
                "ARCHIVE", "VEILRAY", List.of(new Pdu.Verdict(1, 0, "1.2.840.10008.1.2")), USER);
        byte[] command = Command.request(Command.C_ECHO, 1, ECHO).bytes();
        return Map.of(
                "pdu",
                List.of(
                        PduWriter.bytes(request),
                        PduWriter.bytes(accept),
                        PduWriter.bytes(new Pdu.Abort(2, 6)),
                        blanks()),
                "command",
                List.of(command));
    }

    /** A UID of blanks took the square of its length to be cut. */
    private static byte[] blanks() {
        int length = 60_000;
        ByteBuffer pdu = ByteBuffer.allocate(6 + 68 + 4 + 4 + length);
        pdu.put((byte) 1).put((byte) 0).putInt(pdu.capacity() - 6).putShort((short) 1);
        pdu.position(6 + 68);
        pdu.put((byte) 0x50).put((byte) 0).putShort((short) (4 + length));
        pdu.put((byte) 0x52).put((byte) 0).putShort((short) length);
        Arrays.fill(pdu.array(), pdu.position(), pdu.capacity() - 1, (byte) ' ');
        pdu.put(pdu.capacity() - 1, (byte) 'x');
        return pdu.array();
    }

    /** A whole unit, header and body. */
    @Fuzz(most = 1024, kilobytes = 1024, perByte = 8192, refusals = UpperLayerException.class)
    static void pdu(byte[] input) throws UpperLayerException {
        if (input.length < 6) {
            return;
        }
        ByteBuffer bytes = ByteBuffer.wrap(input);
        int length = PduReader.checkedLength(input[0], bytes.getInt(2) & 0xFFFFFFFFL);
        if (input.length - 6 < length) {
            return;
        }
        Pdu read = PduReader.read(input[0], bytes.slice(6, length));
        if (read instanceof Pdu.AssociateRequest || read instanceof Pdu.AssociateAccept) {
            PduWriter.bytes(read);
        }
    }

    /** The command of a message. */
    @Fuzz(most = 512, kilobytes = 1024, perByte = 8192, refusals = UpperLayerException.class)
    static void command(byte[] input) throws UpperLayerException {
        Command command = Command.parse(input);
        command.hasDataSet();
        command.field();
        command.find(Command.AFFECTED_SOP_CLASS);
        command.response(0).bytes();
    }
}
