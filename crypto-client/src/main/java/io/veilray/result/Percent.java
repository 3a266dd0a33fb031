package io.veilray.result;

import java.util.Locale;

/** Probabilities as people read them: a rounded 0 or 100 would claim a certainty that no model has. */
public final class Percent {
    private Percent() {}

    /** One decimal, or {@code < 0.1 %} and {@code > 99.9 %} at the ends. */
    public static String of(double probability) {
        if (probability < 0.001) {
            return "< 0.1 %";
        }
        return probability > 0.999 ? "> 99.9 %" : String.format(Locale.ROOT, "%.1f %%", 100 * probability);
    }
}
