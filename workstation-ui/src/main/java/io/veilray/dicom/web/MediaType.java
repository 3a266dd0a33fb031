package io.veilray.dicom.web;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A media type as HTTP writes it, RFC 9110 section 8.3.1.
 *
 * @param name type and subtype in lower case, such as {@code application/dicom}
 * @param parameters by name in lower case
 */
record MediaType(String name, Map<String, String> parameters) {
    private static final int MAX_LENGTH = 1000;
    private static final String TOKEN = "[-!#$%&'*+.^_`|~0-9A-Za-z]+";
    private static final Pattern NAME = Pattern.compile("\\s*(" + TOKEN + "/" + TOKEN + ")\\s*");
    private static final Pattern PARAMETER =
            Pattern.compile(";\\s*(" + TOKEN + ")=(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^;\\s]*))\\s*");
    /** RFC 2046 section 5.1.1. */
    private static final Pattern BOUNDARY = Pattern.compile("[-0-9A-Za-z'()+_,./:=? ]{0,69}[-0-9A-Za-z'()+_,./:=?]");

    /** Empty if the text is none, or longer than any real one. */
    static Optional<MediaType> parse(String text) {
        Matcher name = NAME.matcher(text);
        if (text.length() > MAX_LENGTH || !name.lookingAt()) {
            return Optional.empty();
        }
        Map<String, String> parameters = new HashMap<>();
        Matcher parameter = PARAMETER.matcher(text);
        for (int at = name.end(); parameter.find(at) && parameter.start() == at; at = parameter.end()) {
            String quoted = parameter.group(2);
            parameters.putIfAbsent(
                    parameter.group(1).toLowerCase(Locale.ROOT),
                    quoted == null ? parameter.group(3) : quoted.replaceAll("\\\\(.)", "$1"));
            if (parameter.end() == text.length()) {
                break;
            }
        }
        return Optional.of(new MediaType(name.group(1).toLowerCase(Locale.ROOT), Map.copyOf(parameters)));
    }

    boolean isMultipart() {
        return name.equals("multipart/related") || name.equals("multipart/mixed");
    }

    boolean isDicom() {
        return name.equals("application/dicom");
    }

    boolean isJson() {
        return name.equals("application/dicom+json") || name.equals("application/json");
    }

    /** What stands between the parts; empty if none is named, or one that the standard does not allow. */
    Optional<String> boundary() {
        return Optional.ofNullable(parameters.get("boundary"))
                .filter(text -> BOUNDARY.matcher(text).matches());
    }
}
