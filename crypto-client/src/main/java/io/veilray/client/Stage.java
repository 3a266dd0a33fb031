package io.veilray.client;

/** The stages of a classification in order, in the words the user sees. */
public enum Stage {
    CONNECTING("Connecting"),
    ENCRYPTING("Encrypting masks and uploading"),
    PREPARING("Receiving the prepared layers"),
    ROUND("Round"),
    DONE("Done");

    private final String words;

    Stage(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
