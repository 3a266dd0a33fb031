package io.veilray.dicom.derived;

import static io.veilray.dicom.derived.Relationship.CONTAINS;
import static io.veilray.dicom.derived.Relationship.HAS_ACQ_CONTEXT;
import static io.veilray.dicom.derived.Relationship.HAS_CONCEPT_MOD;
import static io.veilray.dicom.derived.Relationship.HAS_OBS_CONTEXT;

import io.veilray.dicom.DatasetBuilder;
import io.veilray.dicom.DicomDataset;
import io.veilray.dicom.DicomException;
import io.veilray.dicom.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A finding as a Comprehensive 3D SR that follows TID 1500 (PS3.16): who observed what on which image, and one
 * measurement group (TID 1410) with the region, the answer and all probabilities. Without an opinion there is no class
 * and no probability in it at all.
 */
record MeasurementReport(NewObject object) {
    DicomDataset dataset() throws DicomException {
        DatasetBuilder report = object.begin(ObjectKind.REPORT)
                .text(DerivedTags.COMPLETION_FLAG, "COMPLETE")
                .empty(Tags.REFERENCED_PERFORMED_PROCEDURE_STEP_SEQUENCE)
                .empty(DerivedTags.PERFORMED_PROCEDURE_CODE_SEQUENCE)
                .sequence(DerivedTags.CURRENT_REQUESTED_PROCEDURE_EVIDENCE_SEQUENCE, evidence())
                .sequence(DerivedTags.AUTHOR_OBSERVER_SEQUENCE, author());
        verification(report);
        return new ContentWriter(object.source().characterSet())
                .put(report, tree())
                .build();
    }

    /**
     * Verified is a report for which a named person of a named organization takes responsibility (PS3.3 section C.17.2);
     * until then it is preliminary too. That the user accepted a result is in the content either way.
     */
    private void verification(DatasetBuilder report) throws DicomException {
        Optional<Verifier> verifier = object.finding().review().verifier();
        report.text(DerivedTags.VERIFICATION_FLAG, verifier.isPresent() ? "VERIFIED" : "UNVERIFIED")
                .text(DerivedTags.PRELIMINARY_FLAG, verifier.isPresent() ? "FINAL" : "PRELIMINARY");
        if (verifier.isPresent()) {
            report.sequence(Tags.VERIFYING_OBSERVER_SEQUENCE, verifier(verifier.get()));
        }
    }

    /** A name is never written with question marks in it. */
    private DicomDataset verifier(Verifier person) throws DicomException {
        try {
            return object.item()
                    .text(Tags.VERIFYING_ORGANIZATION, person.organization())
                    .text(Tags.VERIFICATION_DATE_TIME, object.moment().dateTime())
                    .text(Tags.VERIFYING_OBSERVER_NAME, person.name())
                    .empty(Tags.VERIFYING_OBSERVER_IDENTIFICATION_CODE_SEQUENCE)
                    .build();
        } catch (IllegalArgumentException e) {
            throw new DicomException("the name or organization of who verifies cannot be written: each has at most 64"
                    + " characters, no backslash, and only letters of the scan's own character set");
        }
    }

    private DicomDataset evidence() {
        return DicomDataset.builder()
                .text(Tags.STUDY_INSTANCE_UID, object.source().studyUid())
                .sequence(DerivedTags.REFERENCED_SERIES_SEQUENCE, object.sourceSeries(Tags.REFERENCED_SOP_SEQUENCE))
                .build();
    }

    private DicomDataset author() {
        return object.item()
                .text(DerivedTags.MANUFACTURER, Equipment.NAME)
                .empty(Tags.INSTITUTION_NAME)
                .empty(DerivedTags.INSTITUTION_CODE_SEQUENCE)
                .empty(DerivedTags.STATION_NAME)
                .text(DerivedTags.MODEL_NAME, Equipment.NAME)
                .text(DerivedTags.DEVICE_UID, object.equipment().uid())
                .text(DerivedTags.OBSERVER_TYPE, "DEV")
                .build();
    }

    ContentItem tree() {
        List<ContentItem> children = new ArrayList<>();
        children.add(ContentItem.code(HAS_CONCEPT_MOD, ReportCodes.LANGUAGE, ReportCodes.ENGLISH));
        children.addAll(observer());
        children.add(ContentItem.code(HAS_CONCEPT_MOD, ReportCodes.PROCEDURE_REPORTED, procedure()));
        children.add(ContentItem.text(CONTAINS, ReportCodes.INTENDED_USE, NewObject.USE));
        children.add(library());
        children.add(ContentItem.container(
                CONTAINS,
                ReportCodes.IMAGING_MEASUREMENTS,
                List.of(new MeasurementGroup(object.source(), object.finding()).item())));
        return new ContentItem(
                Optional.empty(),
                Optional.of(ReportCodes.REPORT),
                new ItemValue.Container(Optional.of("1500")),
                children);
    }

    /** TID 1001, 1002 and 1004. */
    private List<ContentItem> observer() {
        return List.of(
                ContentItem.code(HAS_OBS_CONTEXT, ReportCodes.OBSERVER_TYPE, ReportCodes.DEVICE),
                ContentItem.of(
                        HAS_OBS_CONTEXT,
                        ReportCodes.DEVICE_UID,
                        new ItemValue.Uid(object.equipment().uid())),
                ContentItem.text(HAS_OBS_CONTEXT, ReportCodes.DEVICE_NAME, Equipment.NAME),
                ContentItem.text(HAS_OBS_CONTEXT, ReportCodes.DEVICE_MANUFACTURER, Equipment.NAME),
                ContentItem.text(
                        HAS_OBS_CONTEXT,
                        ReportCodes.DEVICE_MODEL,
                        Equipment.NAME + " " + object.equipment().version()));
    }

    private Code procedure() {
        return ContentReader.code(object.source().header(), DerivedTags.PROCEDURE_CODE_SEQUENCE)
                .orElse(ReportCodes.IMAGING_PROCEDURE);
    }

    /** TID 1600. */
    private ContentItem library() {
        SourceImage source = object.source();
        Code modality = ReportCodes.modality(source.modality());
        ContentItem image = new ContentItem(
                Optional.of(CONTAINS), Optional.empty(), new ItemValue.Image(source.reference()), List.of());
        return ContentItem.container(
                CONTAINS,
                ReportCodes.IMAGE_LIBRARY,
                List.of(ContentItem.container(
                        CONTAINS,
                        ReportCodes.IMAGE_LIBRARY_GROUP,
                        List.of(ContentItem.code(HAS_ACQ_CONTEXT, ReportCodes.MODALITY, modality), image))));
    }
}
