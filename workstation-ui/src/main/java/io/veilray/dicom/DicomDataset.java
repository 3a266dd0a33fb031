package io.veilray.dicom;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;

/** The elements of a file or of a sequence item, by tag. Numbers and codes only: free text needs a character set. */
public final class DicomDataset {
    private final NavigableMap<Tag, DicomElement> elements;

    DicomDataset(Map<Tag, DicomElement> elements) {
        this.elements = new TreeMap<>(elements);
    }

    public Optional<DicomElement> find(Tag tag) {
        return Optional.ofNullable(elements.get(tag));
    }

    public int size() {
        return elements.size();
    }

    /** The items of a sequence, none if it is absent. */
    public List<DicomDataset> items(Tag tag) {
        return find(tag).map(DicomElement::items).orElse(List.of());
    }

    /** The first value of a code, a UID or a number written as text; empty if it is absent or blank. */
    public Optional<String> code(Tag tag) {
        return find(tag).map(DicomDataset::firstValue).filter(text -> !text.isEmpty());
    }

    /** A whole number, binary or written out; empty if it is absent or blank. */
    public OptionalInt integer(Tag tag) throws DicomException {
        DicomElement element = elements.get(tag);
        if (element == null || element.value().limit() == 0) {
            return OptionalInt.empty();
        }
        return switch (element.vr()) {
            case US ->
                OptionalInt.of(Short.toUnsignedInt(checked(element, 2).value().getShort(0)));
            case SS -> OptionalInt.of(checked(element, 2).value().getShort(0));
            case IS -> written(element);
            default -> throw new DicomException(element + ": must be a whole number (US, SS or IS)");
        };
    }

    /** A whole number that the file must have. */
    public int requiredInteger(Tag tag) throws DicomException {
        return integer(tag).orElseThrow(() -> new DicomException(tag + " is missing"));
    }

    /** The first of one or more decimal numbers, binary or written out; empty if it is absent or blank. */
    public OptionalDouble decimal(Tag tag) throws DicomException {
        DicomElement element = elements.get(tag);
        if (element == null || element.value().limit() == 0) {
            return OptionalDouble.empty();
        }
        return switch (element.vr()) {
            case FD -> OptionalDouble.of(checked(element, 8).value().getDouble(0));
            case FL -> OptionalDouble.of(checked(element, 4).value().getFloat(0));
            default -> writtenDecimal(element);
        };
    }

    private static DicomElement checked(DicomElement element, int leastBytes) throws DicomException {
        if (element.value().limit() < leastBytes) {
            throw new DicomException(element + ": must have at least " + leastBytes + " bytes");
        }
        return element;
    }

    private static OptionalInt written(DicomElement element) throws DicomException {
        String text = firstValue(element);
        try {
            return text.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(text));
        } catch (NumberFormatException e) {
            throw new DicomException(element + ": is not a whole number");
        }
    }

    private static OptionalDouble writtenDecimal(DicomElement element) throws DicomException {
        String text = firstValue(element);
        if (text.isEmpty()) {
            return OptionalDouble.empty();
        }
        if (!text.matches("[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]{1,4})?")) {
            throw new DicomException(element + ": is not a decimal number");
        }
        return OptionalDouble.of(Double.parseDouble(text));
    }

    private static String firstValue(DicomElement element) {
        byte[] bytes = new byte[Math.min(element.value().limit(), 256)];
        element.value().get(0, bytes);
        String all = new String(bytes, StandardCharsets.ISO_8859_1);
        return all.split("\\\\", 2)[0].replace('\0', ' ').strip();
    }
}
