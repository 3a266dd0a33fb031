package io.veilray.dicom.image;

import io.veilray.dicom.DicomDataset;
import io.veilray.dicom.DicomException;
import io.veilray.dicom.Tag;
import io.veilray.dicom.Tags;
import java.util.OptionalDouble;

/** The stored values that mark what lies outside the picture, PS3.3 section C.7.5.1.1.2. */
record Padding(double from, double to) {
    private static final Padding NONE = new Padding(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);

    static Padding of(DicomDataset dataset, PixelLayout layout) throws DicomException {
        OptionalDouble value = value(dataset, layout, valueTag(layout.kind()));
        if (value.isEmpty()) {
            return NONE;
        }
        double limit = value(dataset, layout, limitTag(layout.kind())).orElse(value.getAsDouble());
        return new Padding(Math.min(value.getAsDouble(), limit), Math.max(value.getAsDouble(), limit));
    }

    private static Tag valueTag(SampleKind kind) {
        return switch (kind) {
            case INTEGER -> Tags.PIXEL_PADDING_VALUE;
            case FLOAT -> Tags.FLOAT_PIXEL_PADDING_VALUE;
            case DOUBLE -> Tags.DOUBLE_FLOAT_PIXEL_PADDING_VALUE;
        };
    }

    private static Tag limitTag(SampleKind kind) {
        return switch (kind) {
            case INTEGER -> Tags.PIXEL_PADDING_RANGE_LIMIT;
            case FLOAT -> Tags.FLOAT_PIXEL_PADDING_RANGE_LIMIT;
            case DOUBLE -> Tags.DOUBLE_FLOAT_PIXEL_PADDING_RANGE_LIMIT;
        };
    }

    /** An integer has the sign of the pixels, whatever representation the file gives it. */
    private static OptionalDouble value(DicomDataset dataset, PixelLayout layout, Tag tag) throws DicomException {
        if (layout.kind() != SampleKind.INTEGER) {
            return dataset.decimal(tag);
        }
        var value = dataset.integer(tag);
        if (value.isEmpty()) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(layout.signed() ? (short) value.getAsInt() : value.getAsInt() & 0xFFFF);
    }

    boolean covers(double stored) {
        return stored >= from && stored <= to;
    }
}
