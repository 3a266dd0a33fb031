package io.veilray.ui.app;

import java.io.PrintWriter;

/**
 * Where a command writes: results and errors apart. Control characters are replaced, for some of the text comes from
 * servers and file names and must not steer a terminal.
 */
record Console(PrintWriter out, PrintWriter err) {
    void result(String line) {
        out.println(safe(line));
        out.flush();
    }

    void error(String line) {
        err.println(safe(line));
        err.flush();
    }

    /** Progress and notes: with the results for a reader, with the errors when results are read by a program. */
    void note(boolean json, String line) {
        if (json) {
            error(line);
        } else {
            result(line);
        }
    }

    private static String safe(String line) {
        return line.replaceAll("[\\p{Cntrl}&&[^\\n\\t]]", "?");
    }
}
