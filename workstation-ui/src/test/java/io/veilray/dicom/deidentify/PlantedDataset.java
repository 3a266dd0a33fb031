package io.veilray.dicom.deidentify;

import io.veilray.dicom.DatasetBuilder;
import io.veilray.dicom.DicomDataset;
import io.veilray.dicom.DicomElement;
import io.veilray.dicom.Dictionary;
import io.veilray.dicom.Tag;
import io.veilray.dicom.Tags;
import io.veilray.dicom.Vr;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A data set with every attribute of the profile's table, at the top and in sequences, each with a value to search for. */
final class PlantedDataset {
    /** Stands in every value but UIDs; no dummy and no attribute that is kept holds it. */
    static final String MARK = "Planted";

    /** Begins every UID. */
    static final String UID_MARK = "1.3.6.1.4.1.99999.";

    static final Tag KEPT_SEQUENCE = Tag.of(0x00081115); // Referenced Series Sequence, which the table does not list

    /** A row of the table; a group or element written with x stands for several. */
    record Row(String tag, String code, String keyword) {
        /** One of those it stands for. */
        Tag example() {
            return Tag.of(Integer.parseUnsignedInt(tag.replace("xxxx", "3000").replace("xx", "02"), 16));
        }

        boolean isOfDatasets() {
            return example().group() > 0x0004;
        }
    }

    private PlantedDataset() {}

    static List<Row> table() {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                BasicProfile.class.getResourceAsStream("basic-profile.txt"), StandardCharsets.US_ASCII))) {
            return in.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" "))
                    .map(row -> new Row(row[0], row[1], row[2]))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static DicomDataset build() {
        DatasetBuilder all = attributes();
        DicomDataset deep =
                attributes().put(sequence(KEPT_SEQUENCE, attributes().build())).build();
        return all.put(sequence(KEPT_SEQUENCE, deep))
                .put(sequence(Tag.of(0x00091001), attributes().build()))
                .text(Tags.SOP_CLASS_UID, "1.2.840.10008.5.1.4.1.1.2")
                .integers(Tags.ROWS, 2)
                .text(Tags.MODALITY, "CT")
                .bytes(Tags.PIXEL_DATA, Vr.OW, new byte[] {1, 2, 3, 4, 5, 6, 7, 8})
                .build();
    }

    private static DatasetBuilder attributes() {
        DatasetBuilder builder = DicomDataset.builder();
        for (Row row : table()) {
            if (row.isOfDatasets()) {
                builder.put(planted(row));
            }
        }
        return builder.bytes(Tag.of(0x00090010), Vr.LO, ascii("Planted maker "))
                .bytes(Tag.of(0x00091002), Vr.LO, ascii("Planted private "))
                .bytes(Tag.of(0x60060022), Vr.LO, ascii("Planted overlay "))
                .bytes(Tag.of(0x0018FFF0), Vr.LO, ascii("Planted unknown "));
    }

    private static DicomElement planted(Row row) {
        Tag tag = row.example();
        return switch (vr(row)) {
            case SQ -> sequence(tag, item(row));
            case UI -> DicomElement.of(tag, Vr.UI, uid(row));
            default ->
                DicomElement.of(tag, vr(row), ascii("Planted" + (row.tag().replace('x', '0')) + " "));
        };
    }

    private static DicomDataset item(Row row) {
        DatasetBuilder item = DicomDataset.builder()
                .bytes(Tags.REFERENCED_SOP_INSTANCE_UID, Vr.UI, uid(row))
                .bytes(Tags.PATIENT_ID, Vr.LO, ascii("Planted nested"));
        boolean isReference = row.code().endsWith("U*"); // stays, and the profile does not list what is spoken
        return isReference
                ? item.build()
                : item.bytes(Tags.TEXT_VALUE, Vr.UT, ascii("Planted spoken")).build();
    }

    /** Attributes that are newer than our dictionary are told by their keywords. */
    static Vr vr(Row row) {
        if (!Dictionary.keyword(row.example()).isEmpty() && !row.tag().contains("x")) {
            return Dictionary.vr(row.example());
        }
        return row.keyword().endsWith("Sequence") ? Vr.SQ : row.keyword().endsWith("UID") ? Vr.UI : Vr.LO;
    }

    private static byte[] uid(Row row) {
        String uid = UID_MARK + Long.parseLong(row.tag().replace('x', '0'), 16);
        return ascii(uid.length() % 2 == 0 ? uid : uid + '\0');
    }

    private static DicomElement sequence(Tag tag, DicomDataset item) {
        return DicomElement.sequence(tag, List.of(item));
    }

    private static byte[] ascii(String even) {
        return even.getBytes(StandardCharsets.US_ASCII);
    }
}
