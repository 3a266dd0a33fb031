package io.veilray.ui.app;

import io.veilray.dicom.pacs.ArchiveException;
import io.veilray.protocol.CloudException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What the launcher ends with. */
enum ExitCode {
    OK(0, "done"),
    WRONG_ARGUMENTS(2, "wrong arguments"),
    FILE(3, "a file, a folder or a region cannot be used"),
    SERVER(4, "the server is unreachable, untrusted, busy, or died"),
    UNKNOWN_MODEL(5, "the server has no such model"),
    PROTOCOL(6, "the server broke the protocol: no result"),
    DISAGREES(7, "--compare-plaintext: the class differs by more than rounding explains"),
    TRAIL_BROKEN(8, "audit verify: the audit trail was changed, or is no trail"),
    INCOMPLETE(10, "pacs: some of the objects were not transferred"),
    BUG(70, "a bug in Veilray"),
    OUTPUT_LOST(74, "the output could not be written"),
    CANCELLED(130, "interrupted");

    private final int number;
    private final String meaning;

    ExitCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    int number() {
        return number;
    }

    static ExitCode of(CloudException.Reason reason) {
        return switch (reason) {
            case UNKNOWN_MODEL -> UNKNOWN_MODEL;
            case PROTOCOL -> PROTOCOL;
            case CANCELLED -> CANCELLED;
            case UNREACHABLE,
                    NOT_TRUSTED,
                    NOT_ADMITTED,
                    BUSY,
                    VERSION_MISMATCH,
                    TICKET_SPENT,
                    DEADLINE,
                    LOST,
                    REFUSED -> SERVER;
        };
    }

    static ExitCode of(ArchiveException.Reason reason) {
        return switch (reason) {
            case PROTOCOL -> PROTOCOL;
            case CANCELLED -> CANCELLED;
            case OWN_FILES -> FILE;
            case UNREACHABLE, NOT_TRUSTED, REFUSED, BUSY, UNSUPPORTED, TIMEOUT, LOST, FAILED -> SERVER;
        };
    }

    /** For a local server that does not start: the models it was given, unless the network is what failed beneath. */
    static ExitCode ofStart(Optional<Path> models, IOException problem) {
        return models.isPresent() && !(problem.getCause() instanceof IOException) ? FILE : SERVER;
    }

    /** All of them as the help lists them; 9 is the start script's own, 143 that of a JVM stopped by a signal. */
    static Map<String, String> list() {
        Map<String, String> list = new LinkedHashMap<>();
        for (ExitCode code : values()) {
            list.put(Integer.toString(code.number), code.meaning);
            if (code == TRAIL_BROKEN) {
                list.put("9", "no Java 25 found, or Veilray is not built (from the start script)");
            }
        }
        list.put("143", "stopped by SIGTERM, as a running serve is by kill");
        return list;
    }
}
