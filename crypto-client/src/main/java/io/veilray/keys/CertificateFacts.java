package io.veilray.keys;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * What people ask of a certificate.
 *
 * @param sha256 of the whole certificate, pairs of digits with colons
 * @param names DNS names and addresses it stands for
 */
public record CertificateFacts(
        String subject, String issuer, String sha256, Instant validFrom, Instant validUntil, List<String> names) {
    /** From so many days before its end on, whoever owns or meets a certificate is warned; short-lived ones are later. */
    private static final int WARN_DAYS = 30;

    public static CertificateFacts of(X509Certificate certificate) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return new CertificateFacts(
                    certificate.getSubjectX500Principal().getName(),
                    certificate.getIssuerX500Principal().getName(),
                    HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest),
                    certificate.getNotBefore().toInstant(),
                    certificate.getNotAfter().toInstant(),
                    names(certificate));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("a certificate without an encoding", e);
        }
    }

    private static List<String> names(X509Certificate certificate) throws CertificateParsingException {
        Collection<List<?>> all = certificate.getSubjectAlternativeNames();
        Stream<List<?>> each = all == null ? Stream.empty() : all.stream();
        return each.filter(name -> name.get(0).equals(2) || name.get(0).equals(7))
                .map(name -> String.valueOf(name.get(1)))
                .toList();
    }

    /** Whole days left; negative once it is over. */
    public long daysLeft(Instant now) {
        return Math.floorDiv(
                Duration.between(now, validUntil).getSeconds(),
                Duration.ofDays(1).getSeconds());
    }

    /** Days left in words. */
    public String left(Instant now) {
        long days = daysLeft(now);
        if (days < 0) {
            return "over";
        }
        return days + (days == 1 ? " day left" : " days left");
    }

    public boolean endsSoon(Instant now) {
        long days = Duration.between(validFrom, validUntil).toDays();
        return daysLeft(now) < Math.min(WARN_DAYS, days / 3);
    }
}
