package io.veilray.dicom.dimse;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * A DIMSE command set, PS3.7 section 6.3.1: elements of group 0000 in implicit little endian. Built step by step, then
 * only read.
 */
final class Command {
    static final int C_STORE = 0x0001;
    static final int C_GET = 0x0010;
    static final int C_FIND = 0x0020;
    static final int C_MOVE = 0x0021;
    static final int C_ECHO = 0x0030;
    static final int C_CANCEL = 0x0FFF;
    static final int RESPONSE = 0x8000;

    static final int AFFECTED_SOP_CLASS = 0x0002;
    static final int FIELD = 0x0100;
    static final int MESSAGE_ID = 0x0110;
    static final int MESSAGE_ID_RESPONDED_TO = 0x0120;
    static final int MOVE_DESTINATION = 0x0600;
    static final int PRIORITY = 0x0700;
    static final int DATA_SET_TYPE = 0x0800;
    static final int STATUS = 0x0900;
    static final int AFFECTED_SOP_INSTANCE = 0x1000;
    static final int REMAINING = 0x1020;
    static final int COMPLETED = 0x1021;
    static final int FAILED = 0x1022;
    static final int WARNING = 0x1023;
    static final int MOVE_ORIGINATOR = 0x1030;
    static final int MOVE_ORIGINATOR_MESSAGE_ID = 0x1031;

    static final int NO_DATA_SET = 0x0101;

    /** No command comes near; longer ones are refused while they come. */
    static final int MAX_BYTES = 1 << 16;

    private static final int ELEMENT_HEAD_BYTES = 8;

    private final Map<Integer, byte[]> values = new TreeMap<>();

    private Command() {}

    /** A request without a data set until {@link #withDataSet}. */
    static Command request(int field, int messageId, String sopClass) {
        return new Command()
                .text(AFFECTED_SOP_CLASS, sopClass)
                .number(FIELD, field)
                .number(MESSAGE_ID, messageId)
                .number(DATA_SET_TYPE, NO_DATA_SET);
    }

    static Command cancel(int messageId) {
        return new Command()
                .number(FIELD, C_CANCEL)
                .number(MESSAGE_ID_RESPONDED_TO, messageId)
                .number(DATA_SET_TYPE, NO_DATA_SET);
    }

    /** The answer to a request, with what section 9.3 repeats of it. */
    Command response(int status) throws UpperLayerException {
        Command response = new Command()
                .number(FIELD, field() | RESPONSE)
                .number(MESSAGE_ID_RESPONDED_TO, required(MESSAGE_ID))
                .number(DATA_SET_TYPE, NO_DATA_SET)
                .number(STATUS, status);
        find(AFFECTED_SOP_CLASS).ifPresent(uid -> response.text(AFFECTED_SOP_CLASS, uid));
        find(AFFECTED_SOP_INSTANCE).ifPresent(uid -> response.text(AFFECTED_SOP_INSTANCE, uid));
        return response;
    }

    Command withDataSet() {
        return number(DATA_SET_TYPE, 1).number(PRIORITY, 0);
    }

    Command number(int element, int value) {
        values.put(element, new byte[] {(byte) value, (byte) (value >> 8)});
        return this;
    }

    /** Pads to an even length: UIDs with a zero, titles with a space. */
    Command text(int element, String text) {
        String padding = element == MOVE_DESTINATION || element == MOVE_ORIGINATOR ? " " : "\0";
        String even = text.length() % 2 == 0 ? text : text + padding;
        values.put(element, even.getBytes(StandardCharsets.US_ASCII));
        return this;
    }

    boolean hasDataSet() throws UpperLayerException {
        return required(DATA_SET_TYPE) != NO_DATA_SET;
    }

    int field() throws UpperLayerException {
        return required(FIELD);
    }

    OptionalInt integer(int element) {
        byte[] value = values.get(element);
        return value == null || value.length != 2
                ? OptionalInt.empty()
                : OptionalInt.of(value[0] & 0xFF | (value[1] & 0xFF) << 8);
    }

    int required(int element) throws UpperLayerException {
        OptionalInt value = integer(element);
        if (value.isEmpty()) {
            throw UpperLayerException.invalid(String.format("a command without a usable (0000,%04X)", element));
        }
        return value.getAsInt();
    }

    Optional<String> find(int element) {
        return Optional.ofNullable(values.get(element)).map(value -> new String(value, StandardCharsets.ISO_8859_1)
                .replaceAll("[\0 ]+$", "")
                .strip());
    }

    /** With the group length that section 6.3.1 asks for. */
    byte[] bytes() {
        int length = values.values().stream()
                .mapToInt(v -> ELEMENT_HEAD_BYTES + v.length)
                .sum();
        ByteBuffer out = ByteBuffer.allocate(ELEMENT_HEAD_BYTES + 4 + length).order(ByteOrder.LITTLE_ENDIAN);
        out.putShort((short) 0).putShort((short) 0).putInt(4).putInt(length);
        values.forEach((element, value) -> out.putShort((short) 0)
                .putShort((short) (int) element)
                .putInt(value.length)
                .put(value));
        return out.array();
    }

    static Command parse(byte[] bytes) throws UpperLayerException {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        Command command = new Command();
        while (in.hasRemaining()) {
            int at = in.position();
            if (in.remaining() < ELEMENT_HEAD_BYTES) {
                throw UpperLayerException.invalid("a command cut off at byte " + at);
            }
            int group = in.getShort() & 0xFFFF;
            int element = in.getShort() & 0xFFFF;
            long length = in.getInt() & 0xFFFFFFFFL;
            if (group != 0 || length > in.remaining()) {
                throw UpperLayerException.invalid(String.format(
                        "at byte %d of a command, (%04X,%04X) of %d bytes with %d left",
                        at, group, element, length, in.remaining()));
            }
            byte[] value = new byte[(int) length];
            in.get(value);
            if (element != 0) {
                command.values.put(element, value);
            }
        }
        return command;
    }
}
