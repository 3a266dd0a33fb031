package io.veilray.ui.scan;

import io.veilray.dicom.DicomDataset;
import io.veilray.dicom.Tags;
import java.util.LinkedHashMap;
import java.util.Map;

/** The DICOM objects that are no scan though they may hold pixels, told by their SOP Class (PS3.6 table A-1). */
final class SkippedKinds {
    private static final String STORAGE = "1.2.840.10008.5.1.4.1.1.";
    /** By the rest of the UID, or its beginning where that ends with a dot. */
    private static final Map<String, String> NAMES = new LinkedHashMap<>();

    static {
        NAMES.put("9.", "a waveform");
        NAMES.put("11.", "a presentation state");
        NAMES.put("66", "raw data");
        NAMES.put("66.1", "a spatial registration");
        NAMES.put("66.2", "a set of spatial fiducials");
        NAMES.put("66.3", "a deformable registration");
        NAMES.put("66.4", "a segmentation");
        NAMES.put("66.5", "a surface segmentation");
        NAMES.put("67", "a real world value mapping");
        NAMES.put("88.", "a structured report");
        NAMES.put("104.", "a document");
        NAMES.put("481.3", "a radiotherapy structure set");
        NAMES.put("481.4", "a radiotherapy treatment record");
        NAMES.put("481.5", "a radiotherapy plan");
        NAMES.put("481.6", "a radiotherapy treatment record");
        NAMES.put("481.7", "a radiotherapy treatment record");
        NAMES.put("481.8", "a radiotherapy plan");
        NAMES.put("481.9", "a radiotherapy treatment record");
    }

    private static final String COLOUR_PALETTE = "1.2.840.10008.5.1.4.39.1";

    private SkippedKinds() {}

    static void requireImage(DicomDataset dataset) throws ScanException {
        String uid = dataset.code(Tags.SOP_CLASS_UID).orElse("");
        if (uid.equals(COLOUR_PALETTE)) {
            throw notAnImage("a colour palette");
        }
        if (uid.startsWith(STORAGE)) {
            String kind = uid.substring(STORAGE.length());
            for (Map.Entry<String, String> name : NAMES.entrySet()) {
                if (name.getKey().endsWith(".") ? kind.startsWith(name.getKey()) : kind.equals(name.getKey())) {
                    throw notAnImage(name.getValue());
                }
            }
        }
    }

    private static ScanException notAnImage(String kind) {
        return new ScanException("is " + kind + ", not an image: open images instead");
    }
}
