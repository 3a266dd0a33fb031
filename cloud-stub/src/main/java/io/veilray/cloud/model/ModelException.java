package io.veilray.cloud.model;

/** A model file or card that cannot be used. The message is one sentence: what, where, what would help. */
public final class ModelException extends Exception {
    public ModelException(String message) {
        super(message);
    }

    public ModelException(String message, Throwable cause) {
        super(message, cause);
    }
}
