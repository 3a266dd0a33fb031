package io.veilray.ui.classify;

/** What the user thinks of a result; never goes to a server that classifies. */
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
