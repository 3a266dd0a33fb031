package io.veilray.dicom;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Values of elements as texts and numbers, PS3.5 section 6.2. */
final class Values {
    /** Longer values are cut: no text for the screen and no list of numbers that is looked at whole is as long. */
    private static final int MOST_BYTES = 1 << 20;

    /** Characters of a number written out; the standard has 16. A long one takes the square of its length to be refused. */
    private static final int MOST_DIGITS = 64;

    private static final Pattern DECIMAL = Pattern.compile("[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]{1,4})?");

    private Values() {}

    static Optional<String> code(DicomElement element) {
        return Optional.of(trimmed(written(element).split("\\\\", 2)[0])).filter(text -> !text.isEmpty());
    }

    static List<String> codes(DicomElement element) {
        return split(written(element));
    }

    static String text(DicomElement element, CharacterSet characterSet) {
        return characterSet.decode(bytes(element), element.vr());
    }

    static List<String> texts(DicomElement element, CharacterSet characterSet) {
        String whole = text(element, characterSet);
        return element.vr().isOneText() ? List.of(trimmed(whole)) : split(whole);
    }

    private static List<String> split(String values) {
        return values.isBlank()
                ? List.of()
                : Arrays.stream(values.split("\\\\", -1)).map(Values::trimmed).toList();
    }

    static List<Integer> integers(DicomElement element) throws DicomException {
        return switch (element.vr()) {
            case US -> binary(element, at -> Short.toUnsignedInt(element.value().getShort(at)));
            case SS -> binary(element, at -> (int) element.value().getShort(at));
            case SL -> binary(element, at -> element.value().getInt(at));
            case UL -> unsigned(element);
            case IS -> writtenIntegers(element);
            default -> throw new DicomException(element + ": must be a whole number (US, SS, UL, SL or IS)");
        };
    }

    private static List<Integer> unsigned(DicomElement element) throws DicomException {
        List<Integer> numbers = binary(element, at -> element.value().getInt(at));
        if (numbers.stream().anyMatch(number -> number < 0)) {
            throw new DicomException(element + ": must be at most " + Integer.MAX_VALUE);
        }
        return numbers;
    }

    private static List<Integer> writtenIntegers(DicomElement element) throws DicomException {
        List<Integer> numbers = new ArrayList<>();
        for (String text : codes(element)) {
            try {
                numbers.add(Integer.parseInt(text));
            } catch (NumberFormatException e) {
                throw new DicomException(element + ": is not a whole number");
            }
        }
        return numbers;
    }

    static List<Double> decimals(DicomElement element) throws DicomException {
        return switch (element.vr()) {
            case FD, OD -> binary(element, at -> element.value().getDouble(at));
            case FL, OF -> binary(element, at -> (double) element.value().getFloat(at));
            case US, SS, UL, SL ->
                integers(element).stream().map(Integer::doubleValue).toList();
            default -> writtenDecimals(element);
        };
    }

    private static List<Double> writtenDecimals(DicomElement element) throws DicomException {
        List<Double> numbers = new ArrayList<>();
        for (String text : codes(element)) {
            numbers.add(text.isEmpty() ? Double.NaN : number(element, text));
        }
        return numbers;
    }

    private static double number(DicomElement element, String text) throws DicomException {
        if (text.length() > MOST_DIGITS || !DECIMAL.matcher(text).matches()) {
            throw new DicomException(element + ": is not a decimal number");
        }
        return Double.parseDouble(text);
    }

    private static <T> List<T> binary(DicomElement element, IntFunction<T> at) throws DicomException {
        int wordBytes = element.vr().wordBytes();
        int length = element.valueBytes();
        if (length % wordBytes != 0) {
            throw new DicomException(element + ": must have a multiple of " + wordBytes + " bytes");
        }
        return IntStream.range(0, Math.min(length, MOST_BYTES) / wordBytes)
                .mapToObj(index -> at.apply(index * wordBytes))
                .toList();
    }

    private static String trimmed(String value) {
        return value.replace('\0', ' ').strip();
    }

    private static String written(DicomElement element) {
        return new String(bytes(element), StandardCharsets.ISO_8859_1);
    }

    private static byte[] bytes(DicomElement element) {
        byte[] bytes = new byte[Math.min(element.valueBytes(), MOST_BYTES)];
        element.value().get(0, bytes);
        return bytes;
    }
}
