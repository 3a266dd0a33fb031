package io.veilray.dicom.derived;

import java.util.Arrays;
import java.util.Optional;

/** What a content item is to the one above it: PS3.3 table C.17.3-8. */
enum Relationship {
    CONTAINS,
    HAS_OBS_CONTEXT,
    HAS_CONCEPT_MOD,
    HAS_ACQ_CONTEXT,
    HAS_PROPERTIES,
    INFERRED_FROM,
    SELECTED_FROM;

    String term() {
        return name().replace('_', ' ');
    }

    static Optional<Relationship> of(String term) {
        return Arrays.stream(values()).filter(each -> each.term().equals(term)).findFirst();
    }
}
