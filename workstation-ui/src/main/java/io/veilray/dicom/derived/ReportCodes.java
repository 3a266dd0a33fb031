package io.veilray.dicom.derived;

import java.util.Map;

/** The concepts of a measurement report, PS3.16; ours where the standard has none. */
final class ReportCodes {
    static final Code REPORT = Code.dcm("126000", "Imaging Measurement Report");
    static final Code LANGUAGE = Code.dcm("121049", "Language of Content Item and Descendants");
    static final Code ENGLISH = new Code("en-US", "RFC5646", "English (United States)");
    static final Code OBSERVER_TYPE = Code.dcm("121005", "Observer Type");
    static final Code DEVICE = Code.dcm("121007", "Device");
    static final Code DEVICE_UID = Code.dcm("121012", "Device Observer UID");
    static final Code DEVICE_NAME = Code.dcm("121013", "Device Observer Name");
    static final Code DEVICE_MANUFACTURER = Code.dcm("121014", "Device Observer Manufacturer");
    static final Code DEVICE_MODEL = Code.dcm("121015", "Device Observer Model Name");
    static final Code PROCEDURE_REPORTED = Code.dcm("121058", "Procedure reported");
    static final Code IMAGING_PROCEDURE = Code.sct("363679005", "Imaging procedure");
    static final Code IMAGE_LIBRARY = Code.dcm("111028", "Image Library");
    static final Code IMAGE_LIBRARY_GROUP = Code.dcm("126200", "Image Library Group");
    static final Code MODALITY = Code.dcm("121139", "Modality");
    static final Code IMAGING_MEASUREMENTS = Code.dcm("126010", "Imaging Measurements");
    static final Code MEASUREMENT_GROUP = Code.dcm("125007", "Measurement Group");
    static final Code TRACKING_IDENTIFIER = Code.dcm("112039", "Tracking Identifier");
    static final Code TRACKING_UID = Code.dcm("112040", "Tracking Unique Identifier");
    static final Code FINDING = Code.dcm("121071", "Finding");
    static final Code IMAGE_REGION = Code.dcm("111030", "Image Region");
    static final Code CERTAINTY = Code.dcm("111012", "Certainty of Finding");
    static final Code ALGORITHM_NAME = Code.dcm("111001", "Algorithm Name");
    static final Code ALGORITHM_VERSION = Code.dcm("111003", "Algorithm Version");
    static final Code ALGORITHM_PARAMETERS = Code.dcm("111002", "Algorithm Parameters");
    static final Code COMMENT = Code.dcm("121106", "Comment");
    static final Code PERCENT = new Code("%", "UCUM", "Percent");

    static final Code OPINION = Code.own("OPINION", "Opinion of the algorithm");
    static final Code NO_OPINION = Code.own("NO_OPINION", "No opinion");
    static final Code DOUBT = Code.own("DOUBT", "Why there is no opinion");
    static final Code INTENDED_USE = Code.own("USE", "Intended use");
    static final Code CALIBRATION = Code.own("CALIBRATION", "Calibration of probabilities");
    static final Code CALIBRATED = Code.own("CALIBRATED", "Calibrated on validation images");
    static final Code NOT_CALIBRATED = Code.own("NOT_CALIBRATED", "Not calibrated");
    static final Code REVIEW = Code.own("REVIEW", "Review by the user");
    static final Code NOT_REVIEWED = Code.own("NOT_REVIEWED", "Not reviewed");
    static final Code ACCEPTED = Code.own("ACCEPTED", "Accepted");
    static final Code REJECTED = Code.own("REJECTED", "Rejected");

    static final String PROBABILITY_OF = "Probability of ";

    /** PS3.16 CID 29, those a scan may have. */
    private static final Map<String, String> MODALITIES = Map.ofEntries(
            Map.entry("CR", "Computed Radiography"),
            Map.entry("CT", "Computed Tomography"),
            Map.entry("DX", "Digital Radiography"),
            Map.entry("ES", "Endoscopy"),
            Map.entry("IO", "Intra-oral Radiography"),
            Map.entry("MG", "Mammography"),
            Map.entry("MR", "Magnetic Resonance"),
            Map.entry("NM", "Nuclear Medicine"),
            Map.entry("OP", "Ophthalmic Photography"),
            Map.entry("OPT", "Ophthalmic Tomography"),
            Map.entry("PT", "Positron emission tomography"),
            Map.entry("PX", "Panoramic X-Ray"),
            Map.entry("RF", "Radiofluoroscopy"),
            Map.entry("RG", "Radiographic imaging"),
            Map.entry("RTIMAGE", "RT Image"),
            Map.entry("SM", "Slide Microscopy"),
            Map.entry("US", "Ultrasound"),
            Map.entry("XA", "X-Ray Angiography"),
            Map.entry("XC", "External-camera Photography"));

    private ReportCodes() {}

    static Code modality(String code) {
        return MODALITIES.containsKey(code) ? Code.dcm(code, MODALITIES.get(code)) : Code.dcm("OT", "Other");
    }

    static Code review(UserReview.Verdict verdict) {
        return switch (verdict) {
            case NOT_REVIEWED -> NOT_REVIEWED;
            case ACCEPTED -> ACCEPTED;
            case REJECTED -> REJECTED;
        };
    }

    static Code classOf(String model, String name) {
        return Code.named('C', model, name, name);
    }

    static Code probabilityOf(String model, String name) {
        return Code.named('P', model, name, PROBABILITY_OF + name);
    }
}
