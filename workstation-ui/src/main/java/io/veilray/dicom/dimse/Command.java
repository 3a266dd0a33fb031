package io.veilray.dicom.dimse;

import io.veilray.dicom.DatasetCodec;
import io.veilray.dicom.DicomDataset;
import io.veilray.dicom.DicomException;
import io.veilray.dicom.Tag;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;

/** A DIMSE command set, PS3.7 section 6.3.1 and annex E. Immutable. */
record Command(DicomDataset elements) {
    static final int C_STORE = 0x0001;
    static final int C_GET = 0x0010;
    static final int C_FIND = 0x0020;
    static final int C_MOVE = 0x0021;
    static final int C_ECHO = 0x0030;
    static final int C_CANCEL = 0x0FFF;
    static final int RESPONSE = 0x8000;

    static final Tag AFFECTED_SOP_CLASS = Tag.of(0x00000002);
    static final Tag MESSAGE_ID = Tag.of(0x00000110);
    static final Tag MOVE_DESTINATION = Tag.of(0x00000600);
    static final Tag STATUS = Tag.of(0x00000900);
    static final Tag AFFECTED_SOP_INSTANCE = Tag.of(0x00001000);
    static final Tag REMAINING = Tag.of(0x00001020);
    static final Tag COMPLETED = Tag.of(0x00001021);
    static final Tag FAILED = Tag.of(0x00001022);
    static final Tag WARNING = Tag.of(0x00001023);
    static final Tag MOVE_ORIGINATOR = Tag.of(0x00001030);
    static final Tag MOVE_ORIGINATOR_MESSAGE_ID = Tag.of(0x00001031);

    /** No command comes near; longer ones are refused while they come. */
    static final int MAX_BYTES = 1 << 16;

    private static final Tag FIELD = Tag.of(0x00000100);
    private static final Tag MESSAGE_ID_RESPONDED_TO = Tag.of(0x00000120);
    private static final Tag PRIORITY = Tag.of(0x00000700);
    private static final Tag DATA_SET_TYPE = Tag.of(0x00000800);
    private static final int NO_DATA_SET = 0x0101;

    /** A request without a data set until {@link #withDataSet}. */
    static Command request(int field, int messageId, String sopClass) {
        return new Command(RawUid.put(DicomDataset.builder(), AFFECTED_SOP_CLASS, sopClass)
                .integers(FIELD, field)
                .integers(MESSAGE_ID, messageId)
                .integers(DATA_SET_TYPE, NO_DATA_SET)
                .build());
    }

    static Command cancel(int messageId) {
        return new Command(DicomDataset.builder()
                .integers(FIELD, C_CANCEL)
                .integers(MESSAGE_ID_RESPONDED_TO, messageId)
                .integers(DATA_SET_TYPE, NO_DATA_SET)
                .build());
    }

    /** The answer to a request, with what PS3.7 section 9.3 repeats of it. */
    Command response(int status) throws UpperLayerException {
        return new Command(DicomDataset.builder()
                .integers(FIELD, field() | RESPONSE)
                .integers(MESSAGE_ID_RESPONDED_TO, required(MESSAGE_ID))
                .integers(DATA_SET_TYPE, NO_DATA_SET)
                .integers(STATUS, status)
                .copy(elements, AFFECTED_SOP_CLASS, AFFECTED_SOP_INSTANCE)
                .build());
    }

    Command withDataSet() {
        return with(DATA_SET_TYPE, 1).with(PRIORITY, 0);
    }

    Command with(Tag tag, int value) {
        return new Command(elements.toBuilder().integers(tag, value).build());
    }

    Command with(Tag tag, String text) {
        return new Command(elements.toBuilder().text(tag, text).build());
    }

    Command withUid(Tag tag, String uid) {
        return new Command(RawUid.put(elements.toBuilder(), tag, uid).build());
    }

    boolean hasDataSet() throws UpperLayerException {
        return required(DATA_SET_TYPE) != NO_DATA_SET;
    }

    int field() throws UpperLayerException {
        return required(FIELD);
    }

    int status() throws UpperLayerException {
        return required(STATUS);
    }

    boolean isResponseTo(int field, int messageId) throws UpperLayerException {
        return field() == (field | RESPONSE) && required(MESSAGE_ID_RESPONDED_TO) == messageId;
    }

    OptionalInt integer(Tag tag) throws UpperLayerException {
        try {
            return elements.integer(tag);
        } catch (DicomException e) {
            throw UpperLayerException.invalid("a command in which " + e.getMessage());
        }
    }

    int required(Tag tag) throws UpperLayerException {
        return integer(tag).orElseThrow(() -> UpperLayerException.invalid("a command without " + tag));
    }

    Optional<String> find(Tag tag) {
        return elements.code(tag);
    }

    byte[] bytes() {
        return DatasetCodec.writeCommand(elements);
    }

    static Command parse(byte[] bytes) throws UpperLayerException {
        try {
            return new Command(DatasetCodec.readCommand(ByteBuffer.wrap(bytes)));
        } catch (DicomException e) {
            throw UpperLayerException.invalid("a command that cannot be read: " + e.getMessage());
        }
    }
}
