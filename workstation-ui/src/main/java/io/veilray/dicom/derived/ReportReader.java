package io.veilray.dicom.derived;

import io.veilray.dicom.DicomDataset;
import io.veilray.dicom.DicomException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The findings of a measurement report as {@link MeasurementReport} writes it. */
final class ReportReader {
    private ReportReader() {}

    static List<StoredResult> read(DicomDataset report) throws DicomException {
        boolean verified = report.code(DerivedTags.VERIFICATION_FLAG).orElse("").equals("VERIFIED");
        List<ContentItem> groups = ContentReader.root(report)
                .named(ReportCodes.IMAGING_MEASUREMENTS)
                .flatMap(measurements -> measurements.named(ReportCodes.MEASUREMENT_GROUP))
                .toList();
        if (groups.isEmpty()) {
            throw new DicomException("it has no measurement group");
        }
        List<StoredResult> results = new ArrayList<>();
        for (ContentItem group : groups) {
            results.add(result(group, verified));
        }
        return results;
    }

    private static StoredResult result(ContentItem group, boolean verified) throws DicomException {
        ContentItem region = group.named(ReportCodes.IMAGE_REGION)
                .filter(item -> item.value() instanceof ItemValue.Polyline)
                .findFirst()
                .orElseThrow(() -> new DicomException("a measurement group has no outline"));
        Optional<Code> answer = group.code(ReportCodes.FINDING);
        List<ClassProbability> classes = answer.isPresent() ? classes(group) : List.of();
        String label = answer.map(code -> label(code.meaning(), group)).orElse(ReportCodes.NO_OPINION.meaning());
        return new StoredResult(
                Set.of(ObjectKind.REPORT),
                image(region),
                group.text(ReportCodes.ALGORITHM_NAME).orElse("") + " "
                        + group.text(ReportCodes.ALGORITHM_VERSION).orElse(""),
                group.uid(ReportCodes.TRACKING_UID).orElse(""),
                OutlineRegion.of(((ItemValue.Polyline) region.value()).coordinates()),
                label,
                answer.isPresent(),
                classes,
                doubts(group),
                verified,
                group.code(ReportCodes.REVIEW).flatMap(ReportReader::verdict),
                Optional.empty());
    }

    private static ImageReference image(ContentItem region) throws DicomException {
        return region.children().stream()
                .filter(child -> child.value() instanceof ItemValue.Image)
                .map(child -> ((ItemValue.Image) child.value()).reference())
                .findFirst()
                .orElseThrow(() -> new DicomException("an outline is on no image"));
    }

    private static String label(String name, ContentItem group) {
        return group.named(ReportCodes.CERTAINTY)
                .filter(item -> item.value() instanceof ItemValue.Number)
                .map(item -> ImageFinding.label(new ClassProbability(name, share(item))))
                .findFirst()
                .orElse(name);
    }

    private static List<ClassProbability> classes(ContentItem group) {
        return group.children().stream()
                .filter(item -> item.value() instanceof ItemValue.Number)
                .filter(item -> item.concept()
                        .filter(name ->
                                name.scheme().equals(Code.OWN) && name.meaning().startsWith(ReportCodes.PROBABILITY_OF))
                        .isPresent())
                .map(item -> new ClassProbability(
                        item.concept().orElseThrow().meaning().substring(ReportCodes.PROBABILITY_OF.length()),
                        share(item)))
                .toList();
    }

    private static double share(ContentItem item) {
        return ((ItemValue.Number) item.value()).value() / 100;
    }

    private static List<String> doubts(ContentItem group) {
        return group.named(ReportCodes.DOUBT)
                .map(ContentItem::value)
                .filter(ItemValue.Text.class::isInstance)
                .map(value -> ((ItemValue.Text) value).text())
                .toList();
    }

    private static Optional<UserReview.Verdict> verdict(Code code) {
        return Arrays.stream(UserReview.Verdict.values())
                .filter(verdict -> ReportCodes.review(verdict).is(code))
                .findFirst();
    }
}
