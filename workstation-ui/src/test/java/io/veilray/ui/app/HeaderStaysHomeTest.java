package io.veilray.ui.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.client.LocalCloud;
import io.veilray.client.PrivateClassifier;
import io.veilray.client.Progress;
import io.veilray.dicom.DatasetBuilder;
import io.veilray.dicom.DicomDataset;
import io.veilray.dicom.DicomWriter;
import io.veilray.dicom.Dictionary;
import io.veilray.dicom.Tag;
import io.veilray.dicom.Tags;
import io.veilray.dicom.TransferSyntax;
import io.veilray.dicom.Vr;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.ModelInfo;
import io.veilray.region.Patch;
import io.veilray.result.Classification;
import io.veilray.ui.classify.CloudLink;
import io.veilray.wire.Endpoint;
import io.veilray.wire.Limits;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Classifies a DICOM file whose every text tells who the patient is, and searches all that went to the server. */
class HeaderStaysHomeTest {
    static final String MARK = "PLANTED";
    static final String UID_ROOT = "1.3.6.1.4.1.99999.";
    private static final int SIDE_PX = 64;

    @TempDir
    Path folder;

    private final SentRequests sent = new SentRequests();
    private final StringWriter out = new StringWriter();

    private final class RecordedLink implements CloudLink {
        private final PrivateClassifier classifier;

        RecordedLink(Endpoint endpoint) throws CloudException {
            classifier = PrivateClassifier.connect(endpoint, Limits.DEFAULT, sent);
        }

        @Override
        public List<ModelInfo> models() {
            return classifier.models();
        }

        @Override
        public Classification classify(Patch patch, String model, Progress progress) throws CloudException {
            return classifier.classify(patch, model, progress);
        }

        @Override
        public void close() {
            classifier.close();
        }
    }

    @Test
    void requestsOfAClassification_holdNothingOfTheHeader() throws Exception {
        Path file = Files.createDirectories(folder.resolve(MARK + "FOLDER")).resolve(MARK + "FILE.dcm");
        DicomWriter.write(file, patient(), TransferSyntax.EXPLICIT_LITTLE);
        StringWriter err = new StringWriter();
        Console console = new Console(new PrintWriter(out, true), new PrintWriter(err, true));
        Services services = new Services(RecordedLink::new, LocalCloud::find);
        assertEquals(0, Veilray.run(console, services, "classify", file.toString(), "--json"), err.toString());
        assertTrue(sent.messages() > 5, sent.messages() + " requests were recorded");
        assertTrue(sent.text().contains("pneumonia-cxr-28"), "the model's name travels in the clear, so we read it");
        assertFalse(sent.text().contains(MARK), "a text of the header was sent");
        assertFalse(sent.text().contains(UID_ROOT), "a UID was sent");
    }

    /** Every attribute of the patient, study, series and equipment groups with a planted value. */
    static DicomDataset patient() {
        DatasetBuilder file = DicomDataset.builder();
        for (int group : new int[] {0x0008, 0x0010, 0x0018, 0x0020, 0x0032, 0x0038, 0x0040}) {
            for (int element = 1; element <= 0xFFFF; element++) {
                plant(file, new Tag(group, element));
            }
        }
        ByteBuffer pixels = ByteBuffer.allocate(SIDE_PX * SIDE_PX * 2).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < SIDE_PX * SIDE_PX; i++) {
            pixels.putShort((short) (i * 31 % 997));
        }
        return file.text(Tags.SOP_CLASS_UID, "1.2.840.10008.5.1.4.1.1.1")
                .remove(Tags.SPECIFIC_CHARACTER_SET)
                .text(Tags.MODALITY, "CR")
                .integers(Tags.SAMPLES_PER_PIXEL, 1)
                .text(Tags.PHOTOMETRIC_INTERPRETATION, "MONOCHROME2")
                .integers(Tags.ROWS, SIDE_PX)
                .integers(Tags.COLUMNS, SIDE_PX)
                .integers(Tags.BITS_ALLOCATED, 16)
                .integers(Tags.BITS_STORED, 16)
                .integers(Tags.HIGH_BIT, 15)
                .integers(Tags.PIXEL_REPRESENTATION, 0)
                .bytes(Tags.PIXEL_DATA, Vr.OW, pixels.array())
                .build();
    }

    private static void plant(DatasetBuilder file, Tag tag) {
        switch (Dictionary.vr(tag)) {
            case PN, LO, SH, ST, LT, UT, UC, CS, AE -> file.text(tag, MARK);
            case UI -> file.text(tag, UID_ROOT + tag.group() + "." + tag.element());
            default -> {}
        }
    }
}
