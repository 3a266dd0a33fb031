package io.veilray.dicom.derived;

import static io.veilray.dicom.derived.Relationship.CONTAINS;
import static io.veilray.dicom.derived.Relationship.HAS_CONCEPT_MOD;
import static io.veilray.dicom.derived.Relationship.HAS_OBS_CONTEXT;
import static io.veilray.dicom.derived.Relationship.SELECTED_FROM;

import io.veilray.region.Region;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One finding: PS3.16 TID 1410, Planar ROI Measurements and Qualitative Evaluations. */
record MeasurementGroup(SourceImage source, ImageFinding finding) {
    ContentItem item() {
        List<ContentItem> children = new ArrayList<>();
        children.add(ContentItem.text(HAS_OBS_CONTEXT, ReportCodes.TRACKING_IDENTIFIER, finding.trackingName()));
        children.add(
                ContentItem.of(HAS_OBS_CONTEXT, ReportCodes.TRACKING_UID, new ItemValue.Uid(finding.trackingUid())));
        finding.answered()
                .ifPresent(answer ->
                        children.add(ContentItem.code(CONTAINS, ReportCodes.FINDING, classCode(answer.name()))));
        children.addAll(algorithm());
        children.add(region());
        finding.answered()
                .filter(answer -> answer.probability().isPresent())
                .ifPresent(answer -> probabilities(children, answer));
        evaluations(children);
        return new ContentItem(
                Optional.of(CONTAINS),
                Optional.of(ReportCodes.MEASUREMENT_GROUP),
                new ItemValue.Container(Optional.of("1410")),
                children);
    }

    private Code classCode(String name) {
        return ReportCodes.classOf(finding.algorithm().name(), name);
    }

    /** TID 4019. */
    private List<ContentItem> algorithm() {
        Algorithm made = finding.algorithm();
        return List.of(
                ContentItem.text(HAS_CONCEPT_MOD, ReportCodes.ALGORITHM_NAME, made.name()),
                ContentItem.text(HAS_CONCEPT_MOD, ReportCodes.ALGORITHM_VERSION, made.version()),
                ContentItem.text(HAS_CONCEPT_MOD, ReportCodes.ALGORITHM_PARAMETERS, made.parameters()));
    }

    private ContentItem region() {
        return ContentItem.of(
                CONTAINS,
                ReportCodes.IMAGE_REGION,
                new ItemValue.Polyline(outline(finding.region())),
                ContentItem.image(SELECTED_FROM, source.reference()));
    }

    /** Closed: the last point is the first. Pixel (0, 0) covers 0\0 to 1\1 (PS3.3 section C.18.6.1.2). */
    static List<Float> outline(Region region) {
        float left = region.xPx();
        float top = region.yPx();
        float right = left + region.widthPx();
        float bottom = top + region.heightPx();
        return List.of(left, top, right, top, right, bottom, left, bottom, left, top);
    }

    private void probabilities(List<ContentItem> children, ClassProbability answer) {
        children.add(ContentItem.of(CONTAINS, ReportCodes.CERTAINTY, percent(answer)));
        for (ClassProbability each : finding.classes()) {
            Code name = ReportCodes.probabilityOf(finding.algorithm().name(), each.name());
            children.add(ContentItem.of(CONTAINS, name, percent(each)));
        }
        children.add(ContentItem.code(
                CONTAINS,
                ReportCodes.CALIBRATION,
                finding.calibrated() ? ReportCodes.CALIBRATED : ReportCodes.NOT_CALIBRATED));
    }

    private static ItemValue percent(ClassProbability each) {
        return new ItemValue.Number(100 * each.probability().orElseThrow(), ReportCodes.PERCENT);
    }

    private void evaluations(List<ContentItem> children) {
        Code opinion =
                finding.answered().map(answer -> classCode(answer.name())).orElse(ReportCodes.NO_OPINION);
        children.add(ContentItem.code(CONTAINS, ReportCodes.OPINION, opinion));
        if (finding.answer().isEmpty()) {
            finding.doubts().forEach(doubt -> children.add(ContentItem.text(CONTAINS, ReportCodes.DOUBT, doubt)));
        }
        children.add(ContentItem.code(
                CONTAINS,
                ReportCodes.REVIEW,
                ReportCodes.review(finding.review().verdict())));
        if (!finding.review().comment().isBlank()) {
            children.add(ContentItem.text(
                    CONTAINS, ReportCodes.COMMENT, finding.review().comment()));
        }
    }
}
