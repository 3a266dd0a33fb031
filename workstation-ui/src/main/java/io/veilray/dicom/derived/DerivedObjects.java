package io.veilray.dicom.derived;

import io.veilray.dicom.DicomDataset;
import io.veilray.dicom.DicomException;
import io.veilray.dicom.DicomWriter;
import io.veilray.dicom.Tags;
import io.veilray.dicom.TransferSyntax;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Writes a finding as DICOM objects of the study that its source is in. They hold the patient's identity, as the source
 * does: they are for the archive that the source came from.
 *
 * @param picture of the result, drawn only if it is asked for
 */
public record DerivedObjects(
        SourceImage source, ImageFinding finding, Equipment equipment, Supplier<Picture> picture, Instant now) {
    /** Why a kind of object was not made. */
    public enum Reason {
        /** There is no evidence map, or nothing to say with it. */
        NO_EVIDENCE,
        /** A grey-scale presentation state cannot refer to a colour image (PS3.3 section A.33.1). */
        COLOUR_IMAGE
    }

    /**
     * What came of writing.
     *
     * @param leftOut why each of the others was not made
     */
    public record Written(List<Path> files, Map<ObjectKind, Reason> leftOut) {}

    public DerivedObjects {
        finding.region().requireWithin(source.widthPx(), source.heightPx());
    }

    /**
     * Writes a file an object. Blocks for the disk. After a failure none of them is left.
     *
     * @param folder must exist
     * @throws DicomException with a sentence if a name cannot be written in the source's character set
     */
    public Written write(Set<ObjectKind> kinds, Path folder) throws IOException, DicomException {
        List<Path> files = new ArrayList<>();
        Map<ObjectKind, Reason> leftOut = new EnumMap<>(ObjectKind.class);
        boolean done = false;
        try {
            for (ObjectKind kind : kinds) {
                if (isPossible(kind, leftOut)) {
                    files.add(write(kind, folder));
                }
            }
            done = true;
            return new Written(List.copyOf(files), leftOut);
        } finally {
            if (!done) {
                for (Path file : files) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private boolean isPossible(ObjectKind kind, Map<ObjectKind, Reason> leftOut) {
        if (kind == ObjectKind.EVIDENCE && segments().evidence().isEmpty()) {
            leftOut.put(kind, Reason.NO_EVIDENCE);
        } else if (kind == ObjectKind.PRESENTATION && !source.isGray()) {
            leftOut.put(kind, Reason.COLOUR_IMAGE);
        }
        return !leftOut.containsKey(kind);
    }

    private Path write(ObjectKind kind, Path folder) throws IOException, DicomException {
        DicomDataset dataset = dataset(kind);
        String uid = dataset.code(Tags.SOP_INSTANCE_UID).orElseThrow();
        String name = "veilray-" + kind.name().toLowerCase(Locale.ROOT) + "-" + uid.substring(uid.length() - 12);
        Path file = folder.resolve(name + ".dcm");
        DicomWriter.write(file, dataset, TransferSyntax.EXPLICIT_LITTLE);
        return file;
    }

    private FindingSegments segments() {
        return new FindingSegments(source, finding);
    }

    DicomDataset dataset(ObjectKind kind) throws DicomException {
        NewObject object = new NewObject(source, finding, equipment, now);
        return switch (kind) {
            case REPORT -> new MeasurementReport(object).dataset();
            case REGION -> new Segmentation(object, kind, segments().region()).dataset();
            case EVIDENCE -> new Segmentation(object, kind, segments().evidence()).dataset();
            case PRESENTATION -> new PresentationState(object).dataset();
            case PICTURE -> new SecondaryCapture(object, picture.get()).dataset();
        };
    }
}
