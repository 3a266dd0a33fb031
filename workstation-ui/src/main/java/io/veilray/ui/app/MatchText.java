package io.veilray.ui.app;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.veilray.dicom.Dictionary;
import io.veilray.dicom.Tag;
import io.veilray.dicom.Tags;
import io.veilray.dicom.pacs.Found;
import io.veilray.dicom.pacs.Level;
import io.veilray.dicom.pacs.Match;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What an archive found, for people and for programs. */
final class MatchText {
    private static final List<Tag> STUDY = List.of(
            Tags.STUDY_DATE,
            Tags.PATIENT_NAME,
            Tags.PATIENT_ID,
            Tags.MODALITIES_IN_STUDY,
            Tags.STUDY_DESCRIPTION,
            Tags.ACCESSION_NUMBER,
            Tags.STUDY_INSTANCE_UID);
    private static final List<Tag> SERIES = List.of(
            Tags.MODALITY,
            Tags.SERIES_NUMBER,
            Tags.SERIES_DESCRIPTION,
            Tags.BODY_PART_EXAMINED,
            Tags.SERIES_RELATED_INSTANCES,
            Tags.SERIES_INSTANCE_UID);
    private static final List<Tag> IMAGE = List.of(Tags.INSTANCE_NUMBER, Tags.SOP_CLASS_UID, Tags.SOP_INSTANCE_UID);

    private MatchText() {}

    /** Columns with a tab between them, the UID last. */
    static String line(Match match) {
        List<Tag> columns =
                switch (match.level()) {
                    case STUDY -> STUDY;
                    case SERIES -> SERIES;
                    case IMAGE -> IMAGE;
                };
        return columns.stream().map(tag -> match.text(tag).orElse("-")).collect(Collectors.joining("\t"));
    }

    /** By the keywords of the dictionary, {@code null} for what the archive left out. */
    static JsonObject json(Level level, Found found) {
        JsonArray matches = new JsonArray();
        for (Match match : found.matches()) {
            JsonObject object = new JsonObject();
            Stream<Tag> tags = Stream.concat(
                    level.asked().stream(), match.attributes().stream().map(element -> element.tag()));
            tags.distinct()
                    .filter(MatchText::isSaid)
                    .forEach(tag -> object.addProperty(
                            Dictionary.keyword(tag), match.text(tag).orElse(null)));
            matches.add(object);
        }
        JsonObject json = new JsonObject();
        json.addProperty("level", level.name());
        json.addProperty("complete", found.complete());
        json.add("matches", matches);
        return json;
    }

    /** What has a keyword and is not of the exchange itself. */
    private static boolean isSaid(Tag tag) {
        return !Dictionary.keyword(tag).isEmpty()
                && !tag.equals(Tags.QUERY_RETRIEVE_LEVEL)
                && !tag.equals(Tags.SPECIFIC_CHARACTER_SET)
                && tag.element() != 0;
    }
}
