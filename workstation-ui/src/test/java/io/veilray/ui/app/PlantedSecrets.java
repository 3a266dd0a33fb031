package io.veilray.ui.app;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Finds secrets in whatever a program left: as they are, in hex, in base64 and as decimal numbers. Sixteen bytes in a row
 * are found, which is two entries of a polynomial.
 */
final class PlantedSecrets {
    private static final int WINDOW = 16;
    private static final int LEAST_DIFFERENT = 6;
    private static final int LARGEST_COMMON = 1 << 16;
    private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{32,}");
    private static final Pattern SPACED_HEX = Pattern.compile("(?:[0-9a-fA-F]{2}[ :,-]){16,}");
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_-]{24,}");
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(?:\\.\\d+)?(?:E\\d+)?");

    private final Map<Long, String> windows = new HashMap<>();

    /** Any stretch of those bytes. */
    PlantedSecrets plant(String name, byte[] secret) {
        if (secret.length < WINDOW) {
            throw new IllegalArgumentException(name + ": too short to be found for sure");
        }
        for (int i = 0; i + WINDOW <= secret.length; i++) {
            if (isTelling(secret, i)) {
                windows.put(window(secret, i), name);
            }
        }
        return this;
    }

    /** Not such a stretch as all zeros, which stands in many files. */
    private static boolean isTelling(byte[] bytes, int from) {
        return IntStream.range(from, from + WINDOW)
                        .map(i -> bytes[i])
                        .distinct()
                        .count()
                >= LEAST_DIFFERENT;
    }

    /** In UTF-8, and as Java holds it. */
    PlantedSecrets plant(String name, String secret) {
        plant(name, secret.getBytes(StandardCharsets.UTF_8));
        plant(name, secret.getBytes(StandardCharsets.UTF_16BE));
        return plant(name, secret.getBytes(StandardCharsets.UTF_16LE));
    }

    /** Any two numbers in a row, as integers or as doubles, in either order of bytes. */
    PlantedSecrets plant(String name, long[] secret) {
        for (int i = 0; i + 1 < secret.length; i++) {
            long a = secret[i];
            long b = secret[i + 1];
            if (Math.min(Math.abs(a), Math.abs(b)) > LARGEST_COMMON) {
                long x = Double.doubleToRawLongBits(a);
                long y = Double.doubleToRawLongBits(b);
                windows.put(window(a, b), name);
                windows.put(window(Long.reverseBytes(a), Long.reverseBytes(b)), name);
                windows.put(window(x, y), name);
                windows.put(window(Long.reverseBytes(x), Long.reverseBytes(y)), name);
            }
        }
        return this;
    }

    int size() {
        return windows.size();
    }

    private static long window(long first, long second) {
        return first * 0x9E3779B97F4A7C15L + Long.rotateLeft(second, 31) * 0xC2B2AE3D27D4EB4FL;
    }

    private static long window(byte[] bytes, int at) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return window(buffer.getLong(at), buffer.getLong(at + Long.BYTES));
    }

    /** The name of a secret that is in there. */
    Optional<String> in(byte[] content) {
        String text = new String(content, StandardCharsets.ISO_8859_1);
        return raw(content)
                .or(() -> numbers(text))
                .or(() -> decoded(HEX.matcher(text)))
                .or(() -> decoded(SPACED_HEX.matcher(text)))
                .or(() -> base64(text));
    }

    Optional<String> in(String text) {
        return in(text.getBytes(StandardCharsets.UTF_8));
    }

    private Optional<String> raw(byte[] content) {
        for (int i = 0; i + WINDOW <= content.length; i++) {
            String found = windows.get(window(content, i));
            if (found != null) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    /** Two large numbers in a row, or sixteen that may be bytes. */
    private Optional<String> numbers(String text) {
        List<Long> all = new ArrayList<>();
        for (Matcher number = NUMBER.matcher(text); number.find(); ) {
            all.add(Double.valueOf(number.group()).longValue());
        }
        byte[] bytes = new byte[all.size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = all.get(i).byteValue();
            String found = i == 0 ? null : windows.get(window(all.get(i - 1), all.get(i)));
            if (found != null) {
                return Optional.of(found);
            }
        }
        return raw(bytes);
    }

    private Optional<String> decoded(Matcher hex) {
        while (hex.find()) {
            String digits = hex.group().replaceAll("[^0-9a-fA-F]", "");
            for (int from = 0; from < 2; from++) {
                int to = digits.length() - (digits.length() - from) % 2;
                Optional<String> found = raw(HexFormat.of().parseHex(digits, from, to));
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<String> base64(String text) {
        for (Matcher run = BASE64.matcher(text); run.find(); ) {
            String digits = run.group().replace('-', '+').replace('_', '/');
            for (int from = 0; from < 4; from++) {
                int to = digits.length() - (digits.length() - from) % 4;
                Optional<String> found = raw(Base64.getDecoder().decode(digits.substring(from, to)));
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }
}
