package io.veilray.dicom.codec;

import jj2000.j2k.util.MsgLogger;

/** Keeps the library from printing, and remembers whether it said that part of the picture is missing. */
final class Jpeg2000Warnings implements MsgLogger {
    private boolean isDamaged;

    boolean isDamaged() {
        return isDamaged;
    }

    @Override
    public void printmsg(int severity, String message) {
        isDamaged |= severity == ERROR || message.contains("truncated") || message.contains("not been found");
    }

    @Override
    public void println(String text, int firstIndent, int indent) {}

    @Override
    public void flush() {}
}
