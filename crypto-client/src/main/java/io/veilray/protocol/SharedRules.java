package io.veilray.protocol;

import java.util.OptionalInt;

/**
 * What the owner of a model chooses where sums stay shared; docs/protocol-strict.md has the reasons and the odds.
 *
 * @param truncation how sums lose their low bits
 * @param logitBits h: fractional bits of the logits that the answer is made of, 0 to f + g; all there are if empty
 * @param answer what the client learns
 */
public record SharedRules(Truncation truncation, OptionalInt logitBits, Answer answer) {
    /** Cheapest, and the logits as they are. */
    public static final SharedRules USUAL = new SharedRules(Truncation.ONE_BIT, OptionalInt.empty());

    /** How a sum x becomes about x / 2^g before it is compared. */
    public enum Truncation {
        /** One of the two integers around x / 2^g, at random, x / 2^g in the mean; costs nothing. */
        ONE_BIT("one-bit"),
        /** The nearest integer, ties up, as in the clear; costs a carry of g bits for every sum. Strict mode only. */
        FAITHFUL("faithful");

        private final String word;

        Truncation(String word) {
            this.word = word;
        }

        /** As model cards say it. */
        public String word() {
            return word;
        }
    }

    /** What comes out of a classification. */
    public enum Answer {
        /** Every logit, to as many bits as there are or {@link #logitBits} says. */
        LOGITS("logits"),
        /** Which logit is the largest, the first of equals, and nothing else; costs a comparison for every class but one. */
        CLASS("class");

        private final String word;

        Answer(String word) {
            this.word = word;
        }

        /** As model cards say it. */
        public String word() {
            return word;
        }
    }

    /** With the logits as answer. */
    public SharedRules(Truncation truncation, OptionalInt logitBits) {
        this(truncation, logitBits, Answer.LOGITS);
    }

    /** Whether the client learns the class alone. */
    public boolean classOnly() {
        return answer == Answer.CLASS;
    }

    boolean faithful() {
        return truncation == Truncation.FAITHFUL;
    }
}
