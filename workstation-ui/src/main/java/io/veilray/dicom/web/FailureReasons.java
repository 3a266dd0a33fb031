package io.veilray.dicom.web;

import java.util.Optional;
import java.util.OptionalInt;

/** Failure and warning reasons of a store, PS3.18 tables I.2-1 and I.2-2, and PS3.4 table B.2-1. */
final class FailureReasons {
    private FailureReasons() {}

    static String sentence(OptionalInt reason) {
        return reason.isEmpty()
                ? "The archive refused it and gave no reason."
                : "The archive refused it: " + words(reason.getAsInt()) + String.format(" (%04X).", reason.getAsInt());
    }

    private static String words(int reason) {
        return switch (reason) {
            case 0x0110 -> "it failed to process it";
            case 0x0111 -> "it keeps another object under the same SOP Instance UID";
            case 0x0117 -> "its SOP Instance UID is none";
            case 0x0122 -> "it keeps no objects of this kind (SOP class)";
            case 0x0124 -> "this user may not store there";
            case 0xC122 -> "it keeps no objects in this transfer syntax";
            default -> ofGroup(reason);
        };
    }

    private static String ofGroup(int reason) {
        return switch (reason >> 8) {
            case 0xA7 -> "it has no room left";
            case 0xA9 -> "the object does not match its SOP class";
            default -> reason >> 12 == 0xC ? "it cannot understand it" : "for a reason of its own";
        };
    }

    static Optional<String> warning(OptionalInt reason) {
        if (reason.isEmpty()) {
            return Optional.empty();
        }
        String words =
                switch (reason.getAsInt()) {
                    case 0xB000 -> "the archive changed some values";
                    case 0xB006 -> "the archive left some elements out";
                    case 0xB007 -> "the object does not match its SOP class, but is kept";
                    default -> "the archive keeps it with a warning";
                };
        return Optional.of(words + String.format(" (%04X).", reason.getAsInt()));
    }
}
