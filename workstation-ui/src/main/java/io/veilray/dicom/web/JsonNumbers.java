package io.veilray.dicom.web;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import io.veilray.dicom.Tag;
import io.veilray.dicom.Vr;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Numbers of the DICOM JSON model as little-endian values. Archives write them as JSON numbers and as texts. */
final class JsonNumbers {
    private static final int MAX_CHARS = 40;

    private JsonNumbers() {}

    static byte[] bytes(Tag tag, Vr vr, JsonArray values) throws IOException {
        int wordBytes = vr == Vr.AT ? 4 : vr.wordBytes();
        ByteBuffer out = ByteBuffer.allocate(values.size() * wordBytes).order(ByteOrder.LITTLE_ENDIAN);
        for (JsonElement value : values) {
            String text = JsonModel.string(tag, value);
            if (text.length() > MAX_CHARS) {
                throw bad(tag);
            }
            try {
                put(tag, vr, text, out);
            } catch (NumberFormatException e) {
                throw bad(tag);
            }
        }
        return out.array();
    }

    private static void put(Tag tag, Vr vr, String text, ByteBuffer out) throws IOException {
        switch (vr) {
            case US -> out.putShort((short) within(tag, text, 0, 0xffff));
            case SS -> out.putShort((short) within(tag, text, Short.MIN_VALUE, Short.MAX_VALUE));
            case UL -> out.putInt((int) within(tag, text, 0, 0xffff_ffffL));
            case SL -> out.putInt((int) within(tag, text, Integer.MIN_VALUE, Integer.MAX_VALUE));
            case SV -> out.putLong(Long.parseLong(text));
            case UV -> out.putLong(Long.parseUnsignedLong(text));
            case FL -> out.putFloat(Float.parseFloat(text));
            case FD -> out.putDouble(Double.parseDouble(text));
            case AT -> {
                long both = Long.parseLong(text, 16);
                out.putShort((short) (both >> 16)).putShort((short) both);
            }
            default -> throw bad(tag); // other binary values stand in InlineBinary
        }
    }

    private static long within(Tag tag, String text, long least, long most) throws IOException {
        double number = Double.parseDouble(text);
        if (number != Math.rint(number) || !(number >= least && number <= most)) {
            throw bad(tag);
        }
        return (long) number;
    }

    private static AnswerException bad(Tag tag) {
        return new AnswerException("a number of " + tag + " in it does not fit its value representation");
    }
}
