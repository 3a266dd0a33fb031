package io.veilray.ui.classify;

/** What the user thinks of a result; stays on this computer. */
public record Review(Verdict verdict, String comment) {
    public enum Verdict {
        UNVERIFIED,
        ACCEPTED,
        REJECTED
    }

    public static final Review NONE = new Review(Verdict.UNVERIFIED, "");

    public Review with(Verdict other) {
        return new Review(other, comment);
    }

    public Review with(String otherComment) {
        return new Review(verdict, otherComment.strip());
    }
}
