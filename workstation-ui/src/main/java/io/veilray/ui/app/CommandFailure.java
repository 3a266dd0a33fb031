package io.veilray.ui.app;

/** A command cannot go on for a reason the user can act on. The message is one sentence. */
final class CommandFailure extends Exception {
    private static final long serialVersionUID = 1;

    private final transient ExitCode code;

    CommandFailure(ExitCode code, String sentence) {
        this(code, sentence, null);
    }

    CommandFailure(ExitCode code, String sentence, Throwable cause) {
        super(sentence.endsWith(".") ? sentence : sentence + ".", cause);
        this.code = code;
    }

    ExitCode code() {
        return code;
    }
}
