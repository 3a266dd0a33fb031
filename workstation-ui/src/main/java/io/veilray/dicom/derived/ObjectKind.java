package io.veilray.dicom.derived;

import java.util.Arrays;
import java.util.Optional;

/** The kinds of object that a result goes home as. */
public enum ObjectKind {
    /** Comprehensive 3D SR, the class that IHE's AI Results profile asks for. */
    REPORT("1.2.840.10008.5.1.4.1.1.88.34", "SR", 9901, "Measurement report"),
    /** The region as a mask of one bit a pixel. */
    REGION("1.2.840.10008.5.1.4.1.1.66.4", "SEG", 9902, "Classified region"),
    /** The evidence map as fractions. */
    EVIDENCE("1.2.840.10008.5.1.4.1.1.66.4", "SEG", 9903, "Evidence map"),
    PRESENTATION("1.2.840.10008.5.1.4.1.1.11.1", "PR", 9904, "Outline and label"),
    PICTURE("1.2.840.10008.5.1.4.1.1.7", "OT", 9905, "Picture");

    private final String classUid;
    private final String modality;
    private final int seriesNumber;
    private final String title;

    ObjectKind(String classUid, String modality, int seriesNumber, String title) {
        this.classUid = classUid;
        this.modality = modality;
        this.seriesNumber = seriesNumber;
        this.title = title;
    }

    String classUid() {
        return classUid;
    }

    String modality() {
        return modality;
    }

    int seriesNumber() {
        return seriesNumber;
    }

    String title() {
        return title;
    }

    static Optional<ObjectKind> ofClass(String classUid) {
        return Arrays.stream(values())
                .filter(kind -> kind.classUid.equals(classUid))
                .findFirst();
    }
}
