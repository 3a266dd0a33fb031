package io.veilray.cloud.policy;

import java.io.IOException;

/** A policy that cannot be used; the message names the field, its value and what is allowed. */
public final class PolicyException extends IOException {
    PolicyException(String message) {
        super(message);
    }
}
