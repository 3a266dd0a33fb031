package io.veilray.dicom.image;

import java.util.List;
import java.util.Optional;

/**
 * How a file wants a slice to be shown beyond grey values under a window.
 *
 * @param colours row by row as {@code 0xFFrrggbb}, for a slice whose values are only its luminance; not copied
 * @param vois in the order of the file, the first being how the slice is shown at first; none means linear
 */
public record Appearance(Optional<int[]> colours, List<Voi> vois, List<Overlay> overlays) {
    /** Grey and linear, with nothing over it. */
    public static final Appearance PLAIN = new Appearance(Optional.empty(), List.of(), List.of());

    public Appearance {
        vois = List.copyOf(vois);
        overlays = List.copyOf(overlays);
    }

    public static Appearance coloured(int[] colours) {
        return new Appearance(Optional.of(colours), List.of(), List.of());
    }

    /** The curve that the slice is shown with at first. */
    public ToneCurve curve() {
        return vois.isEmpty() ? ToneCurve.LINEAR : vois.getFirst().curve();
    }
}
