package io.veilray.dicom.derived;

import io.veilray.dicom.CharacterSet;
import io.veilray.dicom.DicomDataset;
import io.veilray.dicom.Tags;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A coded concept, PS3.3 section 8.
 *
 * @param meaning for a reader; two codes are the same concept whatever it says
 */
record Code(String value, String scheme, String meaning) {
    /** Our own scheme; PS3.16 section 8.2 keeps names that begin with 99 for such. */
    static final String OWN = "99VEILRAY";
    /** Characters of a Code Value, an SH. */
    private static final int MOST_VALUE = 16;

    private static final int MOST_MEANING = 64;
    private static final int DIGEST_BYTES = 7;

    static Code dcm(String value, String meaning) {
        return new Code(value, "DCM", meaning);
    }

    static Code sct(String value, String meaning) {
        return new Code(value, "SCT", meaning);
    }

    static Code own(String value, String meaning) {
        return new Code(value, OWN, meaning);
    }

    /**
     * A concept that a model names, for which no standard has a code. The value is the same whenever the same model names
     * the same concept, and says nothing by itself.
     *
     * @param kind one letter, that of what is meant by the name
     */
    static Code named(char kind, String model, String name, String meaning) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((kind + "\n" + model + "\n" + name).getBytes(StandardCharsets.UTF_8));
            return own(kind + HexFormat.of().withUpperCase().formatHex(digest, 0, DIGEST_BYTES), meaning);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    boolean is(Code other) {
        return value.equals(other.value) && scheme.equals(other.scheme);
    }

    DicomDataset dataset(CharacterSet characterSet) {
        var item = DicomDataset.builder(characterSet)
                .text(value.length() > MOST_VALUE ? DerivedTags.LONG_CODE_VALUE : Tags.CODE_VALUE, value)
                .text(Tags.CODING_SCHEME_DESIGNATOR, scheme);
        return PlainText.put(item, Tags.CODE_MEANING, meaning, MOST_MEANING).build();
    }

    /** Empty if it has no value or no scheme. */
    static Optional<Code> read(DicomDataset item) {
        Optional<String> scheme = item.text(Tags.CODING_SCHEME_DESIGNATOR);
        return item.text(Tags.CODE_VALUE)
                .or(() -> item.text(DerivedTags.LONG_CODE_VALUE))
                .filter(value -> scheme.isPresent())
                .map(value -> new Code(
                        value, scheme.get(), item.text(Tags.CODE_MEANING).orElse("")));
    }
}
