package io.veilray.cloud.fault;

import java.util.Locale;

/**
 * One message of a classification.
 *
 * @param call the bare name of its gRPC method
 * @param up whether the client sends it
 * @param index in its call and direction
 */
record Moment(String call, boolean up, int index) {
    static String bare(String fullMethodName) {
        return fullMethodName.substring(fullMethodName.lastIndexOf('/') + 1);
    }

    @Override
    public String toString() {
        return call.toLowerCase(Locale.ROOT) + (up ? " up " : " down ") + index;
    }
}
