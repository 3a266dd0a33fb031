package io.veilray.dicom.dimse;

/** Status codes of responses, PS3.7 annex C and PS3.4 annexes B and C, in words. */
final class Statuses {
    static final int SUCCESS = 0x0000;
    static final int CANCELLED = 0xFE00;
    static final int OUT_OF_RESOURCES = 0xA700;
    static final int DATA_SET_MISMATCH = 0xA900;
    static final int CANNOT_UNDERSTAND = 0xC000;
    static final int NOT_AUTHORISED = 0x0124;
    static final int UNRECOGNISED_OPERATION = 0x0211;
    static final int DESTINATION_UNKNOWN = 0xA801;
    /** Of a retrieval: done, but not for all objects. */
    static final int SOME_FAILED = 0xB000;

    private Statuses() {}

    static boolean isPending(int status) {
        return status == 0xFF00 || status == 0xFF01;
    }

    /** Whether an object was kept: success, or a warning such as coerced or discarded attributes. */
    static boolean isKept(int status) {
        return status == SUCCESS || status >> 12 == 0xB || status == 0x0001 || status == 0x0107 || status == 0x0116;
    }

    static String words(int status) {
        return String.format("status %04XH, %s", status, meaning(status));
    }

    private static String meaning(int status) {
        return switch (status) {
            case 0x0110 -> "it failed while processing";
            case 0x0111 -> "it has an object of that UID already";
            case 0x0112 -> "it has no such object";
            case 0x0117 -> "it finds the object's UID invalid";
            case 0x0118, 0x0122 -> "it does not support this SOP class";
            case NOT_AUTHORISED -> "it does not let us do this";
            case 0x0210 -> "it saw the same message number twice";
            case UNRECOGNISED_OPERATION -> "it does not know this operation";
            case 0x0212 -> "it finds the message mistyped";
            case 0xA701 -> "it could not count the matches";
            case 0xA702 -> "it could not send the objects";
            case DESTINATION_UNKNOWN ->
                "it does not know where to move to: our AE title must be entered there with host and port";
            case 0xB000 -> "some objects failed, or elements were changed";
            case 0xB006 -> "elements were discarded";
            case 0xB007 -> "the data set does not match its SOP class";
            case CANCELLED -> "cancelled";
            default ->
                switch (status >> 8) {
                    case 0xA7 -> "it is out of resources";
                    case 0xA8 -> "it does not support this SOP class";
                    case 0xA9 -> "the data set does not match its SOP class";
                    default -> status >> 12 == 0xC ? "it cannot process this" : "not in the standard";
                };
        };
    }
}
