package io.veilray.dicom.derived;

import io.veilray.dicom.DicomDataset;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** A point in time as DICOM writes it: in the zone that the source says its times are in, or else in this computer's. */
record Moment(ZonedDateTime at) {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuuMMdd");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HHmmss");
    private static final DateTimeFormatter BOTH = DateTimeFormatter.ofPattern("uuuuMMddHHmmssxx");

    static Moment of(Instant instant, DicomDataset source) {
        ZoneId zone = source.code(DerivedTags.TIMEZONE_OFFSET_FROM_UTC)
                .filter(offset -> offset.matches("[+-](0[0-9]|1[0-4])[0-5][0-9]"))
                .filter(offset -> !offset.matches("[+-]14(0[1-9]|[1-5][0-9])"))
                .<ZoneId>map(ZoneOffset::of)
                .orElse(ZoneId.systemDefault());
        return new Moment(instant.atZone(zone));
    }

    String date() {
        return DATE.format(at);
    }

    String time() {
        return TIME.format(at);
    }

    String dateTime() {
        return BOTH.format(at);
    }
}
