package io.veilray.dicom;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** The elements of a file or of a sequence item, by tag. */
public final class DicomDataset {
    /** Longer values are cut: codes and numbers are short, and so is any text for the screen. */
    private static final int MOST_BYTES = 4096;

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

    /** All values of a code or of numbers written as text; none if it is absent or blank. */
    public List<String> codes(Tag tag) {
        return find(tag).map(DicomDataset::written).filter(text -> !text.isBlank()).stream()
                .flatMap(text -> Arrays.stream(text.split("\\\\", -1)))
                .map(DicomDataset::trimmed)
                .toList();
    }

    /** A line of free text in the file's own character set, without control characters; empty if absent or blank. */
    public Optional<String> text(Tag tag) {
        return find(tag)
                .map(element -> FreeText.decode(bytes(element), codes(Tags.SPECIFIC_CHARACTER_SET)))
                .map(text -> text.replaceAll("\\p{Cntrl}+", " ").strip())
                .filter(text -> !text.isEmpty());
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
            case IS -> writtenInteger(element);
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

    /** All of one or more decimal numbers, binary or written out, NaN for a blank one; none if all is absent or blank. */
    public List<Double> decimals(Tag tag) throws DicomException {
        DicomElement element = elements.get(tag);
        if (element == null) {
            return List.of();
        }
        List<Double> numbers = new ArrayList<>();
        switch (element.vr()) {
            case FD ->
                binary(element, 8).forEach(at -> numbers.add(element.value().getDouble(at)));
            case FL ->
                binary(element, 4)
                        .forEach(at -> numbers.add((double) element.value().getFloat(at)));
            default -> {
                for (String text : codes(tag)) {
                    numbers.add(text.isEmpty() ? Double.NaN : number(element, text));
                }
            }
        }
        return numbers;
    }

    private static IntStream binary(DicomElement element, int bytes) {
        return IntStream.range(0, Math.min(element.value().limit(), MOST_BYTES) / bytes)
                .map(index -> index * bytes);
    }

    private static DicomElement checked(DicomElement element, int leastBytes) throws DicomException {
        if (element.value().limit() < leastBytes) {
            throw new DicomException(element + ": must have at least " + leastBytes + " bytes");
        }
        return element;
    }

    private static OptionalInt writtenInteger(DicomElement element) throws DicomException {
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
        return OptionalDouble.of(number(element, text));
    }

    private static double number(DicomElement element, String text) throws DicomException {
        if (!text.matches("[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]{1,4})?")) {
            throw new DicomException(element + ": is not a decimal number");
        }
        return Double.parseDouble(text);
    }

    private static String firstValue(DicomElement element) {
        return trimmed(written(element).split("\\\\", 2)[0]);
    }

    private static String trimmed(String value) {
        return value.replace('\0', ' ').strip();
    }

    private static String written(DicomElement element) {
        return new String(bytes(element), StandardCharsets.ISO_8859_1);
    }

    private static byte[] bytes(DicomElement element) {
        byte[] bytes = new byte[Math.min(element.value().limit(), MOST_BYTES)];
        element.value().get(0, bytes);
        return bytes;
    }
}
