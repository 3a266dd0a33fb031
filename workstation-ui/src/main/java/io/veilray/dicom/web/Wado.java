package io.veilray.dicom.web;

import io.veilray.dicom.pacs.Selection;

/** Where objects are retrieved, PS3.18 section 10.4.1. */
final class Wado {
    private Wado() {}

    static String path(Selection selection) {
        return "/studies/" + selection.studyUid()
                + selection.seriesUid().map(uid -> "/series/" + uid).orElse("")
                + selection.instanceUid().map(uid -> "/instances/" + uid).orElse("");
    }
}
