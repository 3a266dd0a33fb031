package io.veilray.dicom;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Puts a data set together; a tag that is put twice keeps the last. Representations come from the dictionary. Text is
 * encoded in the Specific Character Set put before it. Values that the representation does not allow throw
 * {@link IllegalArgumentException} with tag and rule, never with the value.
 */
public final class DatasetBuilder {
    private final TreeMap<Tag, DicomElement> elements;
    private final CharacterSet inherited;

    DatasetBuilder(Map<Tag, DicomElement> elements, CharacterSet inherited) {
        this.elements = new TreeMap<>(elements);
        this.inherited = inherited;
    }

    public DatasetBuilder put(DicomElement element) {
        elements.put(element.tag(), element);
        return this;
    }

    /** Values of a code or a text. */
    public DatasetBuilder text(Tag tag, String... values) {
        Vr vr = Dictionary.vr(tag);
        require(vr.isText(), tag, "is no text but " + vr);
        require(values.length == 1 || !vr.isOneText(), tag, "has one value at most");
        for (String value : values) {
            require(
                    value.codePointCount(0, value.length()) <= vr.mostCharacters(),
                    tag,
                    "has at most " + vr.mostCharacters() + " characters in a value");
            require(vr.isOneText() || value.indexOf('\\') < 0, tag, "has values without a backslash");
            require(TextRules.allow(vr, value), tag, "has characters that " + vr + " does not allow");
        }
        try {
            byte[] bytes = characterSet().encode(String.join("\\", values), vr);
            return put(DicomElement.padded(tag, vr, bytes));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(tag + " has a " + e.getMessage(), e);
        }
    }

    /** Whole numbers, binary or written out as the representation has them. */
    public DatasetBuilder integers(Tag tag, int... values) {
        Vr vr = Dictionary.vr(tag);
        return switch (vr) {
            case US -> words(tag, vr, values, 0, 0xFFFF);
            case SS -> words(tag, vr, values, Short.MIN_VALUE, Short.MAX_VALUE);
            case UL -> words(tag, vr, values, 0, Integer.MAX_VALUE);
            case SL -> words(tag, vr, values, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case IS, DS ->
                text(tag, IntStream.of(values).mapToObj(Integer::toString).toArray(String[]::new));
            default -> throw new IllegalArgumentException(tag + " is no whole number but " + vr);
        };
    }

    private DatasetBuilder words(Tag tag, Vr vr, int[] values, int least, int most) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * vr.wordBytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (int value : values) {
            require(value >= least && value <= most, tag, "has numbers from " + least + " to " + most);
            if (vr.wordBytes() == 2) {
                bytes.putShort((short) value);
            } else {
                bytes.putInt(value);
            }
        }
        return bytes(tag, vr, bytes.array());
    }

    /** Decimal numbers, binary or written out as the representation has them; DS with as many digits as its 16 bytes hold. */
    public DatasetBuilder decimals(Tag tag, double... values) {
        Vr vr = Dictionary.vr(tag);
        require(DoubleStream.of(values).allMatch(Double::isFinite), tag, "has finite numbers only");
        return switch (vr) {
            case DS ->
                text(tag, DoubleStream.of(values).mapToObj(TextRules::decimal).toArray(String[]::new));
            case FD, OD, FL, OF -> bytes(tag, vr, floating(vr, values));
            default -> throw new IllegalArgumentException(tag + " is no decimal number but " + vr);
        };
    }

    private static byte[] floating(Vr vr, double[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * vr.wordBytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (double value : values) {
            if (vr.wordBytes() == 8) {
                bytes.putDouble(value);
            } else {
                bytes.putFloat((float) value);
            }
        }
        return bytes.array();
    }

    /** @param value words in little endian; not copied */
    public DatasetBuilder bytes(Tag tag, Vr vr, byte[] value) {
        return put(DicomElement.of(tag, vr, value));
    }

    public DatasetBuilder sequence(Tag tag, DicomDataset... items) {
        return sequence(tag, List.of(items));
    }

    public DatasetBuilder sequence(Tag tag, List<DicomDataset> items) {
        require(Dictionary.vr(tag) == Vr.SQ, tag, "is no sequence");
        return put(DicomElement.sequence(tag, items));
    }

    /** An element without a value, as type 2 attributes may be. */
    public DatasetBuilder empty(Tag tag) {
        Vr vr = Dictionary.vr(tag);
        return vr == Vr.SQ ? sequence(tag) : bytes(tag, vr, new byte[0]);
    }

    public DatasetBuilder remove(Tag tag) {
        elements.remove(tag);
        return this;
    }

    /** Takes elements as they are, byte for byte; those that are absent are passed over. */
    public DatasetBuilder copy(DicomDataset from, Tag... tags) {
        return copy(from, Arrays.asList(tags));
    }

    public DatasetBuilder copy(DicomDataset from, Iterable<Tag> tags) {
        tags.forEach(tag -> from.find(tag).ifPresent(this::put));
        return this;
    }

    public DicomDataset build() {
        return new DicomDataset(elements, inherited);
    }

    private CharacterSet characterSet() {
        return build().characterSet();
    }

    private static void require(boolean met, Tag tag, String rule) {
        if (!met) {
            throw new IllegalArgumentException(tag + " " + rule);
        }
    }
}
