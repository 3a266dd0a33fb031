package io.veilray.ui.tool;

import io.veilray.region.InputSpec;
import io.veilray.region.Region;
import io.veilray.ui.scan.PixelSpacing;
import io.veilray.ui.text.Messages;
import java.text.NumberFormat;
import java.util.Optional;
import java.util.OptionalDouble;

/** The numbers of marks in words. Without a spacing lengths are in pixels: millimetres are never guessed. */
final class MarkText {
    private final Messages messages;

    MarkText(Messages messages) {
        this.messages = messages;
    }

    /** A length, an angle, or the size of a region's box. */
    String value(Figure figure, Optional<PixelSpacing> spacing) {
        if (figure instanceof Distance distance) {
            return spacing.map(mm -> messages.get("tool.distance.mm", number(distance.lengthMm(mm))))
                    .orElseGet(() -> messages.get("tool.distance.px", number(distance.lengthPx())));
        }
        if (figure instanceof Angle angle) {
            OptionalDouble degrees = angle.degrees(spacing);
            return degrees.isPresent() ? messages.get("tool.angle.value", number(degrees.getAsDouble())) : "";
        }
        Extent extent = figure.extent();
        return messages.get(
                "tool.size.value",
                Math.max(1, Math.ceil(extent.maxX()) - Math.floor(extent.minX())),
                Math.max(1, Math.ceil(extent.maxY()) - Math.floor(extent.minY())));
    }

    /** What a mark's place in the list says about it; reads and measures pixels. */
    String numbers(Figure figure, MeasuredSlice measured) {
        if (figure instanceof Outline outline) {
            return RegionStatistics.of(measured.slice(), outline, measured.spacing(), measured.unit())
                    .map(this::statistics)
                    .orElseGet(() -> messages.get("tool.statistics.empty"));
        }
        return value(figure, measured.spacing());
    }

    /** What becomes of a region before a model sees it. */
    String ghost(Region region, InputSpec input) {
        boolean fits = region.widthPx() == input.widthPx() && region.heightPx() == input.heightPx();
        return messages.get(
                fits ? "tool.ghost.fits" : "tool.ghost.resampled",
                String.valueOf(input.widthPx()),
                String.valueOf(input.heightPx()));
    }

    private String statistics(RegionStatistics numbers) {
        String unit = numbers.unit().isEmpty() ? "" : " " + numbers.unit();
        String area = numbers.areaMm2().isPresent()
                ? messages.get(
                        "tool.statistics.area",
                        numbers.pixelCount(),
                        number(numbers.areaMm2().getAsDouble()))
                : messages.get("tool.statistics.pixels", numbers.pixelCount());
        if (numbers.standardDeviation().isEmpty()) {
            return messages.get("tool.statistics.single", number(numbers.mean()), unit);
        }
        return messages.get(
                        "tool.statistics.spread",
                        number(numbers.mean()),
                        number(numbers.standardDeviation().getAsDouble()),
                        unit)
                + "\n" + messages.get("tool.statistics.range", number(numbers.min()), number(numbers.max()), unit)
                + "\n" + area;
    }

    private String number(double value) {
        NumberFormat format = NumberFormat.getInstance(messages.locale());
        format.setMinimumFractionDigits(1);
        format.setMaximumFractionDigits(1);
        return format.format(value).replaceFirst("^-(0[.,]0)$", "$1");
    }
}
