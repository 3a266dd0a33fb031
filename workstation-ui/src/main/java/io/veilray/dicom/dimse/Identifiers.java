package io.veilray.dicom.dimse;

import io.veilray.dicom.DatasetBuilder;
import io.veilray.dicom.DicomDataset;
import io.veilray.dicom.DicomElement;
import io.veilray.dicom.Dictionary;
import io.veilray.dicom.Tag;
import io.veilray.dicom.Tags;
import io.veilray.dicom.pacs.Level;
import io.veilray.dicom.pacs.Query;
import io.veilray.dicom.pacs.Selection;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Identifiers of queries and retrievals in the study root model, PS3.4 sections C.4.1.1.3 and C.4.3.1.3. */
final class Identifiers {
    private static final String UTF_8 = "ISO_IR 192";

    private Identifiers() {}

    static DicomDataset of(Query query) {
        DatasetBuilder identifier = at(query.level());
        if (query.keys().values().stream().anyMatch(value -> value.chars().anyMatch(c -> c > '~'))) {
            identifier.text(Tags.SPECIFIC_CHARACTER_SET, UTF_8);
        }
        query.level().asked().forEach(identifier::empty);
        for (Map.Entry<Tag, String> key : query.keys().entrySet()) {
            put(identifier, key.getKey(), key.getValue());
        }
        return identifier.build();
    }

    /** As it stands: ranges and wild cards are longer than values of their representation and hold other letters. */
    private static void put(DatasetBuilder identifier, Tag tag, String value) {
        identifier.put(DicomElement.padded(tag, Dictionary.vr(tag), value.getBytes(StandardCharsets.UTF_8)));
    }

    static DicomDataset of(Selection selection) {
        DatasetBuilder identifier = RawUid.put(at(selection.level()), Tags.STUDY_INSTANCE_UID, selection.studyUid());
        selection.seriesUid().ifPresent(uid -> RawUid.put(identifier, Tags.SERIES_INSTANCE_UID, uid));
        selection.instanceUid().ifPresent(uid -> RawUid.put(identifier, Tags.SOP_INSTANCE_UID, uid));
        return identifier.build();
    }

    private static DatasetBuilder at(Level level) {
        return DicomDataset.builder().text(Tags.QUERY_RETRIEVE_LEVEL, level.name());
    }
}
