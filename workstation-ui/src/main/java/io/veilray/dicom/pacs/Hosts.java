package io.veilray.dicom.pacs;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Hosts and ports as texts. */
final class Hosts {
    private Hosts() {}

    static void check(String host, int port) {
        if (port < 1 || port > 65535 || !isHost(host)) {
            throw new IllegalArgumentException(
                    "archive at port " + port + ": needs a name of letters, digits, hyphens and"
                            + " dots or an IP address, and a port from 1 to 65535");
        }
    }

    /** What {@link URI} takes for a host and nothing besides. */
    private static boolean isHost(String host) {
        try {
            return host.length() <= 253 && shown(host).equals(new URI(null, null, host, 1, null, null, null).getHost());
        } catch (URISyntaxException e) {
            return false;
        }
    }

    static String shown(String host) {
        return host.contains(":") ? "[" + host + "]" : host;
    }

    static String bare(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    static String unescaped(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
