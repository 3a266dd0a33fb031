package io.veilray.ui.tool;

import java.util.UUID;

/**
 * A figure with a name on one slice of a series, immutable: a change makes another mark with the same id.
 *
 * @param number counts the marks of a drawing from 1; gives the colour, and is never used twice
 */
public record Mark(UUID id, int number, String name, Figure figure, int sliceIndex) {
    Mark with(Figure changed) {
        return new Mark(id, number, name, changed, sliceIndex);
    }

    Mark named(String changed) {
        return new Mark(id, number, changed, figure, sliceIndex);
    }
}
