package io.veilray.dicom.web;

import java.io.IOException;

/** An answer that breaks the rules of its format; the message says how, as the end of a sentence. */
final class AnswerException extends IOException {
    private static final long serialVersionUID = 1L;

    AnswerException(String how) {
        super(how);
    }
}
