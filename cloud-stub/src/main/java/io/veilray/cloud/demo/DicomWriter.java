package io.veilray.cloud.demo;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Writes one grey picture as a DICOM secondary capture (PS3.3 A.8.1), explicit VR little endian: just enough for the
 * samples, whose header says in three places that there is no patient.
 */
final class DicomWriter {
    private static final String SECONDARY_CAPTURE = "1.2.840.10008.5.1.4.1.1.7";
    private static final String EXPLICIT_LITTLE_ENDIAN = "1.2.840.10008.1.2.1";
    /** A UUID-derived root (PS3.5 B.2), drawn once for these samples. */
    private static final String UID_ROOT = "2.25.311905427617348590216378842069513270084";

    private static final Set<String> WIDE = Set.of("OB", "OW");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private DicomWriter() {}

    /**
     * @param number tells the samples of one study apart
     * @param maxValue white; 12 bits are stored
     * @param pixels row-major, a square picture
     */
    static byte[] grayImage(String title, int number, int sidePx, int maxValue, short[] pixels) {
        String uid = UID_ROOT + "." + number;
        DicomWriter file = new DicomWriter();
        file.preamble(uid);
        file.identity(title, uid, number);
        file.image(sidePx, maxValue, pixels);
        return file.out.toByteArray();
    }

    private void preamble(String uid) {
        DicomWriter meta = new DicomWriter();
        meta.put(0x0002, 0x0001, "OB", new byte[] {0, 1});
        meta.text(0x0002, 0x0002, "UI", SECONDARY_CAPTURE);
        meta.text(0x0002, 0x0003, "UI", uid);
        meta.text(0x0002, 0x0010, "UI", EXPLICIT_LITTLE_ENDIAN);
        meta.text(0x0002, 0x0012, "UI", UID_ROOT);
        out.writeBytes(new byte[128]);
        out.writeBytes("DICM".getBytes(StandardCharsets.US_ASCII));
        put(0x0002, 0x0000, "UL", little(4).putInt(meta.out.size()).array());
        out.writeBytes(meta.out.toByteArray());
    }

    private void identity(String title, String uid, int number) {
        text(0x0008, 0x0008, "CS", "DERIVED\\SECONDARY");
        text(0x0008, 0x0016, "UI", SECONDARY_CAPTURE);
        text(0x0008, 0x0018, "UI", uid);
        text(0x0008, 0x0020, "DA", "");
        text(0x0008, 0x0030, "TM", "");
        text(0x0008, 0x0050, "SH", "");
        text(0x0008, 0x0060, "CS", "OT");
        text(0x0008, 0x0064, "CS", "SYN");
        text(0x0008, 0x0090, "PN", "");
        text(0x0008, 0x103E, "LO", title);
        text(0x0010, 0x0010, "PN", "SYNTHETIC^NOT A PATIENT");
        text(0x0010, 0x0020, "LO", "SYNTHETIC");
        text(0x0010, 0x0030, "DA", "");
        text(0x0010, 0x0040, "CS", "");
        text(0x0020, 0x000D, "UI", UID_ROOT + ".100");
        text(0x0020, 0x000E, "UI", UID_ROOT + ".101");
        text(0x0020, 0x0010, "SH", "");
        text(0x0020, 0x0011, "IS", "1");
        text(0x0020, 0x0013, "IS", Integer.toString(number));
        text(0x0020, 0x4000, "LT", "Synthetic drawing made by Veilray for its demo. No patient was imaged.");
    }

    private void image(int sidePx, int maxValue, short[] pixels) {
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(maxValue);
        number(0x0028, 0x0002, 1);
        text(0x0028, 0x0004, "CS", "MONOCHROME2");
        number(0x0028, 0x0010, sidePx);
        number(0x0028, 0x0011, sidePx);
        number(0x0028, 0x0100, 16);
        number(0x0028, 0x0101, bits);
        number(0x0028, 0x0102, bits - 1);
        number(0x0028, 0x0103, 0);
        text(0x0028, 0x0301, "CS", "YES"); // burned in annotation: the word SYNTHETIC
        text(0x0028, 0x1050, "DS", Integer.toString((maxValue + 1) / 2));
        text(0x0028, 0x1051, "DS", Integer.toString(maxValue + 1));
        ByteBuffer data = little(2 * pixels.length);
        data.asShortBuffer().put(pixels);
        put(0x7FE0, 0x0010, "OW", data.array());
    }

    private void number(int group, int element, int value) {
        put(group, element, "US", little(2).putShort((short) value).array());
    }

    private void text(int group, int element, String vr, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.US_ASCII);
        byte[] even = java.util.Arrays.copyOf(bytes, bytes.length + bytes.length % 2);
        if (even.length > bytes.length && !vr.equals("UI")) {
            even[bytes.length] = ' '; // UIDs are padded with zero, all other text with a space (PS3.5 6.2)
        }
        put(group, element, vr, even);
    }

    private void put(int group, int element, String vr, byte[] value) {
        ByteBuffer header = little(WIDE.contains(vr) ? 12 : 8);
        header.putShort((short) group).putShort((short) element);
        header.put(vr.getBytes(StandardCharsets.US_ASCII));
        if (WIDE.contains(vr)) {
            header.putShort((short) 0).putInt(value.length);
        } else {
            header.putShort((short) value.length);
        }
        out.writeBytes(header.array());
        out.writeBytes(value);
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
