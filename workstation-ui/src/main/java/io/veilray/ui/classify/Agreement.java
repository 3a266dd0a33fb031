package io.veilray.ui.classify;

import java.util.Optional;

/**
 * Whether a private result agrees with the same model in the clear, which only the server inside this program can tell.
 *
 * @param comparison present if it was compared
 */
public record Agreement(Kind kind, Optional<Comparison> comparison) {
    public enum Kind {
        /** A remote server's model is not here. */
        NOT_POSSIBLE,
        PENDING,
        /** The model in the clear refuses this image: it lies outside of what its ring was calibrated for. */
        REFUSED,
        AGREES,
        /** Another class, but one so close that rounding may have made the difference. */
        EXPLAINED,
        DISAGREES
    }

    static final Agreement NOT_POSSIBLE = new Agreement(Kind.NOT_POSSIBLE, Optional.empty());
    static final Agreement PENDING = new Agreement(Kind.PENDING, Optional.empty());

    static Agreement of(Optional<Comparison> comparison) {
        Kind kind = comparison
                .map(both -> both.agrees() ? Kind.AGREES : both.isExplained() ? Kind.EXPLAINED : Kind.DISAGREES)
                .orElse(Kind.REFUSED);
        return new Agreement(kind, comparison);
    }
}
