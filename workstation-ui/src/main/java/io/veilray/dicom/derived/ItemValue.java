package io.veilray.dicom.derived;

import java.util.List;
import java.util.Optional;

/** What a content item says, by its value type: PS3.3 table C.17.3-7. */
sealed interface ItemValue {
    /** @param template identifier of the template that its content follows */
    record Container(Optional<String> template) implements ItemValue {}

    record Text(String text) implements ItemValue {}

    record Coded(Code code) implements ItemValue {}

    record Number(double value, Code unit) implements ItemValue {}

    record Uid(String uid) implements ItemValue {}

    record Image(ImageReference reference) implements ItemValue {}

    /** A line through points in image pixels, column before row; the top left corner of an image is 0\0. */
    record Polyline(List<Float> coordinates) implements ItemValue {
        public Polyline {
            coordinates = List.copyOf(coordinates);
        }
    }

    /** The defined term of a value type. */
    static String term(ItemValue value) {
        return switch (value) {
            case Container container -> "CONTAINER";
            case Text text -> "TEXT";
            case Coded coded -> "CODE";
            case Number number -> "NUM";
            case Uid uid -> "UIDREF";
            case Image image -> "IMAGE";
            case Polyline line -> "SCOORD";
        };
    }
}
