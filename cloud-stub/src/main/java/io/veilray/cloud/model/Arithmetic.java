package io.veilray.cloud.model;

/**
 * The fixed point of a model in one mode.
 *
 * @param ringBits l
 * @param activationBits f
 * @param weightBits g
 * @param multiplierBits B; 0 but in masked mode
 */
public record Arithmetic(int ringBits, int activationBits, int weightBits, int multiplierBits) {
    static Arithmetic read(CardFields fields) throws ModelException {
        return new Arithmetic(
                fields.integer("ringBits", 16, 41),
                fields.integer("activationBits", 1, 24),
                fields.integer("weightBits", 1, 24),
                fields.integer("multiplierBits", 0, 8));
    }

    /** For a mode that has no multipliers: what its own object says, or else this. */
    Arithmetic withoutMultipliers(CardFields own) throws ModelException {
        return new Arithmetic(
                own.integerOr("ringBits", 16, 41, ringBits),
                own.integerOr("activationBits", 1, 24, activationBits),
                own.integerOr("weightBits", 1, 24, weightBits),
                0);
    }
}
