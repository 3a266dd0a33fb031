package io.veilray.ui.scan;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Names inside zip files, which say nothing reliable about their character set or their slashes. */
final class ZipNames {
    private static final int LONGEST = 200;

    private ZipNames() {}

    /** A name read as Latin-1, with the slashes of Windows turned; many programs write UTF-8 without saying so. */
    static String readable(String latin1) {
        String name = latin1.replace('\\', '/');
        if (!StandardCharsets.ISO_8859_1.newEncoder().canEncode(name)) {
            return name;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(name.getBytes(StandardCharsets.ISO_8859_1)))
                    .toString();
        } catch (CharacterCodingException e) {
            return name;
        }
    }

    /** Whether unpacking under that name would stay below the folder it is unpacked to. */
    static boolean staysInside(String name) {
        return !name.startsWith("/")
                && !name.matches("[A-Za-z]:.*")
                && name.indexOf('\0') < 0
                && !Arrays.asList(name.split("/")).contains("..");
    }

    static String printable(String name) {
        String clean = name.replaceAll("\\p{Cntrl}", "?");
        return clean.length() <= LONGEST ? clean : "…" + clean.substring(clean.length() - LONGEST);
    }
}
