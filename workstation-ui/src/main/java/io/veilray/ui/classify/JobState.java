package io.veilray.ui.classify;

/** Where a job stands, in the words of IHE's worklist of AI jobs (AIW-I, DICOM PS3.4 CC.1.1). */
public enum JobState {
    SCHEDULED,
    IN_PROGRESS,
    COMPLETED,
    CANCELED,
    FAILED;

    public boolean isFinal() {
        return this == COMPLETED || this == CANCELED || this == FAILED;
    }
}
