package io.veilray.ui.report;

import io.veilray.dicom.DicomException;
import io.veilray.dicom.Uids;
import io.veilray.dicom.derived.Algorithm;
import io.veilray.dicom.derived.ClassProbability;
import io.veilray.dicom.derived.DerivedObjects;
import io.veilray.dicom.derived.Equipment;
import io.veilray.dicom.derived.EvidenceGrid;
import io.veilray.dicom.derived.ImageFinding;
import io.veilray.dicom.derived.ObjectKind;
import io.veilray.dicom.derived.Picture;
import io.veilray.dicom.derived.SourceImage;
import io.veilray.dicom.derived.UserReview;
import io.veilray.dicom.derived.Verifier;
import io.veilray.opinion.Doubt;
import io.veilray.result.Classification;
import io.veilray.ui.classify.Review;
import io.veilray.ui.overlay.ResultOverlay;
import io.veilray.ui.scan.SliceOrigin;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Writes a finding as DICOM objects of the study that its image is in. Unlike every other export they name the patient,
 * since they are for the archive that the image came from. Blocks for the disk: not on the JavaFX thread.
 *
 * @param origin the frame that the finding is about
 * @param verifier who takes responsibility for an accepted finding, if anybody does
 */
public record DicomExport(Finding finding, SliceOrigin origin, Optional<Verifier> verifier) {
    /** @param folder must exist and be one's own */
    public DerivedObjects.Written write(Set<ObjectKind> kinds, Path folder) throws ExportException {
        if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw new ExportException("report.notAFolder", folder, null);
        }
        SourceImage source = source();
        try {
            return new DerivedObjects(source, content(), new Equipment(version()), this::picture, Instant.now())
                    .write(kinds, folder);
        } catch (DicomException e) {
            throw new ExportException("report.dicom.refused", folder, e);
        } catch (IOException e) {
            throw new ExportException("report.failed", folder, e);
        }
    }

    private SourceImage source() throws ExportException {
        try {
            SourceImage source = SourceImage.open(origin.file(), origin.frame());
            if (!source.reference().instanceUid().equals(origin.instanceUid())) {
                throw new ExportException("report.dicom.changed", origin.file(), null);
            }
            return source;
        } catch (DicomException e) {
            throw new ExportException("report.dicom.refused", origin.file(), e);
        } catch (IOException e) {
            throw new ExportException("report.dicom.gone", origin.file(), e);
        }
    }

    private ImageFinding content() {
        Classification result = finding.result();
        Optional<Integer> answer = result.hasOpinion() ? Optional.of(result.winner()) : Optional.empty();
        return new ImageFinding(
                result.region(),
                finding.regionName(),
                new Algorithm(result.model(), result.modelVersion(), "mode " + result.mode()),
                classes(result),
                answer,
                result.calibrated(),
                result.doubts().stream().map(Doubt::sentence).toList(),
                answer.flatMap(winner -> result.evidence()
                        .map(map -> new EvidenceGrid(map.rows(), map.columns(), map.inFavourOf(winner)))),
                finding.scan().slice().window(),
                review(),
                finding.finished(),
                trackingUid());
    }

    private static List<ClassProbability> classes(Classification result) {
        return IntStream.range(0, result.classes().size())
                .mapToObj(i -> new ClassProbability(result.classes().get(i), result.probability(i)))
                .toList();
    }

    private UserReview review() {
        Review review = finding.review();
        UserReview.Verdict verdict =
                switch (review.verdict()) {
                    case ACCEPTED -> UserReview.Verdict.ACCEPTED;
                    case REJECTED -> UserReview.Verdict.REJECTED;
                    case UNVERIFIED -> UserReview.Verdict.NOT_REVIEWED;
                };
        boolean accepted = verdict == UserReview.Verdict.ACCEPTED;
        return new UserReview(verdict, review.comment(), verifier.filter(name -> accepted));
    }

    /** The same whenever the same finding is exported, so that a viewer knows it again. */
    private String trackingUid() {
        List<Object> parts = List.of(
                origin.instanceUid(),
                origin.frame(),
                finding.result().region(),
                finding.result().model(),
                finding.finished());
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(parts.toString().getBytes(StandardCharsets.UTF_8));
            return Uids.ofUuid(Arrays.copyOf(digest, 16));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    private Picture picture() {
        String status = review().verifier().isPresent() ? "verified" : "unverified";
        BufferedImage painted = ResultOverlay.paintForArchive(
                finding.scan().slice(), finding.scan().description(), finding.result(), status);
        int[] pixels = painted.getRGB(0, 0, painted.getWidth(), painted.getHeight(), null, 0, painted.getWidth());
        byte[] rgb = new byte[3 * pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            rgb[3 * i] = (byte) (pixels[i] >> 16);
            rgb[3 * i + 1] = (byte) (pixels[i] >> 8);
            rgb[3 * i + 2] = (byte) pixels[i];
        }
        return new Picture(painted.getWidth(), painted.getHeight(), rgb);
    }

    private static String version() {
        return Optional.ofNullable(DicomExport.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}
