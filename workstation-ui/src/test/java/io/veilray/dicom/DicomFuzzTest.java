package io.veilray.dicom;

import io.veilray.fuzz.Fuzz;
import io.veilray.fuzz.FuzzTest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Data sets, files and commands as hostile bytes; what is read is written, and reads as the same. */
class DicomFuzzTest extends FuzzTest {
    private static final List<TransferSyntax> SYNTAXES = List.of(
            TransferSyntax.EXPLICIT_LITTLE,
            TransferSyntax.IMPLICIT_LITTLE,
            TransferSyntax.EXPLICIT_BIG,
            TransferSyntax.RLE);
    private static final List<String> SETS = List.of(
            "",
            "ISO_IR 100",
            "ISO_IR 13",
            "ISO 2022 IR 87",
            "ISO 2022 IR 149",
            "ISO_IR 192",
            "GB18030",
            "ISO 2022 IR 58");

    @Override
    protected Map<String, List<byte[]>> seeds() {
        DicomDataset dataset = DicomDataset.builder()
                .text(Tags.SPECIFIC_CHARACTER_SET, "ISO_IR 100")
                .text(Tags.PATIENT_NAME, "A^B")
                .integers(Tags.ROWS, 2)
                .text(Tags.PIXEL_SPACING, "0.5", "0.5")
                .sequence(
                        Tags.SHARED_FUNCTIONAL_GROUPS_SEQUENCE,
                        DicomDataset.builder().integers(Tags.COLUMNS, 3).build())
                .build();
        List<byte[]> written = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            written.add(behind(i, DatasetCodec.write(dataset, SYNTAXES.get(i))));
        }
        written.add(behind(1, slowNumber()));
        return Map.of(
                "dataset", written,
                "deflated", List.of(DatasetCodec.write(dataset, TransferSyntax.DEFLATED)),
                "file",
                        List.of(
                                DicomBytes.image(DicomBytes.EXPLICIT, 2, 1, 8, 8)
                                        .pixels(8, 1, 2)
                                        .bytes(),
                                DicomBytes.image(DicomBytes.IMPLICIT, 2, 1, 8, 8)
                                        .pixels(8, 1, 2)
                                        .bytes()),
                "command",
                        List.of(DatasetCodec.writeCommand(DicomDataset.builder()
                                .integers(Tag.of(0x00000100), 0x30)
                                .integers(Tag.of(0x00000110), 1)
                                .build())),
                "text",
                        List.of(
                                behind(3, "\33$B0!\33(B^x".getBytes(StandardCharsets.US_ASCII)),
                                behind(0, new byte[] {65})));
    }

    /** Took the square of its length to be told from a number. */
    private static byte[] slowNumber() {
        byte[] value = new byte[200_000];
        Arrays.fill(value, (byte) '1');
        value[value.length - 1] = 'x';
        return DicomBytes.part(false).value(0x00280030, "DS", value).bytes();
    }

    private static byte[] behind(int first, byte[] rest) {
        byte[] out = new byte[rest.length + 1];
        out[0] = (byte) first;
        System.arraycopy(rest, 0, out, 1, rest.length);
        return out;
    }

    private static byte[] rest(byte[] input) {
        return input.length == 0 ? input : Arrays.copyOfRange(input, 1, input.length);
    }

    private static <T> T chosen(List<T> from, byte[] input) {
        return from.get(input.length == 0 ? 0 : (input[0] & 0xff) % from.size());
    }

    /** A byte may become a thousand. */
    @Fuzz(most = 512, kilobytes = 1024, perByte = 1 << 20, refusals = DicomException.class)
    static void deflated(byte[] input) throws DicomException {
        look(DatasetCodec.read(ByteBuffer.wrap(input), TransferSyntax.DEFLATED));
    }

    /** The first byte chooses the syntax. */
    @Fuzz(most = 1024, kilobytes = 1024, perByte = 8192, refusals = DicomException.class)
    static void dataset(byte[] input) throws DicomException {
        DicomDataset read = DatasetCodec.read(ByteBuffer.wrap(rest(input)), chosen(SYNTAXES, input));
        look(read);
        TransferSyntax plain = TransferSyntax.EXPLICIT_LITTLE;
        byte[] written = DatasetCodec.write(read, plain);
        if (!Arrays.equals(written, DatasetCodec.write(DatasetCodec.read(ByteBuffer.wrap(written), plain), plain))) {
            throw new AssertionError("is written and read as something else");
        }
        read.detached();
    }

    /** Looks at every value in every way. */
    private static void look(DicomDataset dataset) {
        for (DicomElement element : dataset) {
            Tag tag = element.tag();
            dataset.text(tag);
            dataset.texts(tag);
            dataset.code(tag);
            try {
                dataset.integers(tag);
            } catch (DicomException e) { // not a whole number
                requireSentence(e);
            }
            try {
                dataset.decimals(tag);
            } catch (DicomException e) { // not a number
                requireSentence(e);
            }
            dataset.items(tag).forEach(DicomFuzzTest::look);
        }
    }

    private static void requireSentence(DicomException e) {
        if (e.getMessage().isBlank()) {
            throw new AssertionError("says nothing", e);
        }
    }

    @Fuzz(most = 1024, kilobytes = 1024, perByte = 8192, refusals = DicomException.class)
    static void file(byte[] input) throws DicomException {
        DicomFile.isLikely(input);
        try (DicomFile file = DicomFile.of(input)) {
            look(file.metaInformation());
            look(file.dataset());
        }
    }

    @Fuzz(most = 512, kilobytes = 1024, perByte = 8192, refusals = DicomException.class)
    static void command(byte[] input) throws DicomException {
        DicomDataset read = DatasetCodec.readCommand(ByteBuffer.wrap(input));
        look(read);
        DatasetCodec.writeCommand(read);
    }

    /** The first byte chooses the character set, the second the representation. */
    @Fuzz(most = 256, kilobytes = 1024, perByte = 8192)
    static void text(byte[] input) {
        byte[] text = rest(rest(input));
        Vr vr = chosen(List.of(Vr.PN, Vr.LO, Vr.UT, Vr.CS), rest(input));
        CharacterSet.of(List.of(chosen(SETS, input))).decode(text, vr);
        CharacterSet.of(List.of(chosen(SETS, input), "ISO 2022 IR 87")).decode(text, vr);
    }
}
