package io.veilray.ui.pacs;

import io.veilray.dicom.Tag;
import io.veilray.dicom.pacs.ArchiveException;
import io.veilray.dicom.pacs.Match;
import io.veilray.ui.text.Messages;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What archives say in the user's words. */
final class ArchiveWords {
    private final Messages messages;
    private final DateTimeFormatter shown;

    ArchiveWords(Messages messages) {
        this.messages = messages;
        this.shown = DateTimeFormatter.ofPattern(messages.get("pacs.date.pattern"), messages.locale());
    }

    /** A sentence and, for whoever keeps the archive, what was found wrong. */
    String failure(Exception problem) {
        if (problem instanceof ArchiveException known) {
            String reason = known.reason().name().toLowerCase(Locale.ROOT);
            return messages.get("pacs.failed." + reason) + "\n" + messages.get("pacs.detail", known.getMessage());
        }
        return messages.get("pacs.failed.bug", problem.getClass().getSimpleName());
    }

    /** PS3.5 section 6.2: groups between equals signs, components between carets. */
    static String name(String written) {
        String[] parts = written.split("=", 2)[0].split("\\^");
        String given = Arrays.stream(parts)
                .skip(1)
                .limit(2)
                .filter(part -> !part.isBlank())
                .map(String::strip)
                .collect(Collectors.joining(" "));
        return given.isEmpty() ? parts[0].strip() : parts[0].strip() + ", " + given;
    }

    String date(Match match, Tag tag) {
        return match.text(tag).map(this::date).orElse("");
    }

    private String date(String written) {
        try {
            return shown.format(LocalDate.parse(written, DateTimeFormatter.BASIC_ISO_DATE));
        } catch (DateTimeException e) {
            return written; // whatever it is, the reader can judge it
        }
    }

    String date(LocalDate date) {
        return date == null ? "" : shown.format(date);
    }

    /** Null if the text is no date. */
    LocalDate date(String typed, LocalDate otherwise) {
        try {
            return typed == null || typed.isBlank() ? null : LocalDate.parse(typed.strip(), shown);
        } catch (DateTimeException e) {
            return otherwise;
        }
    }

    String megabytes(long bytes) {
        return messages.get("pacs.megabytes", Math.round(bytes / 1e5) / 10.0);
    }
}
