package io.veilray.keys;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.IPAddress;
import org.jspecify.annotations.Nullable;

/**
 * The one place that makes certificates: a department's authority, and what it signs for servers and clients; also a
 * server's own without an authority. Keys on P-256 that are made here and nowhere else, one for each certificate.
 */
public final class CertificateMaker {
    private static final Duration AUTHORITY = Duration.ofDays(5 * 365);
    private static final Duration SIGNED = Duration.ofDays(397);
    private static final Duration SELF_SIGNED = Duration.ofDays(30);
    private static final Duration CLOCK_SKEW = Duration.ofHours(1);
    private static final int MOST_NAME_CHARACTERS = 64;

    private final InstantSource clock;

    public CertificateMaker(InstantSource clock) {
        this.clock = clock;
    }

    /** For five years; signs certificates of servers and clients, and no further authorities. */
    public Identity authority(String name) {
        X500Name subject = commonName(name);
        return make(subject, null, AUTHORITY, builder -> {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
        });
    }

    /** For 397 days or as long as its issuer; the first host is its name. */
    public Identity server(Identity authority, List<String> hosts) {
        if (hosts.isEmpty()) {
            throw new IllegalArgumentException("a server's certificate needs at least one host name");
        }
        return make(commonName(hosts.getFirst()), authority, SIGNED, builder -> serverExtensions(builder, hosts));
    }

    /** For 397 days or as long as its issuer. */
    public Identity client(Identity authority, String name) {
        return make(
                commonName(name), authority, SIGNED, builder -> leafExtensions(builder, KeyPurposeId.id_kp_clientAuth));
    }

    /** For 30 days, for localhost, 127.0.0.1, ::1 and further host names or addresses. */
    public Identity selfSigned(List<String> furtherHosts) {
        List<String> hosts = Stream.concat(Stream.of("localhost", "127.0.0.1", "::1"), furtherHosts.stream())
                .toList();
        return make(commonName("Veilray cloud stub"), null, SELF_SIGNED, builder -> serverExtensions(builder, hosts));
    }

    /** The same subject, hosts and purpose with a new key and from now on; the old one stays valid until it ends. */
    public Identity renewed(Identity authority, X509Certificate old) {
        CertificateFacts facts = CertificateFacts.of(old);
        X500Name subject = X500Name.getInstance(old.getSubjectX500Principal().getEncoded());
        boolean server = !facts.names().isEmpty();
        return make(subject, authority, SIGNED, builder -> {
            if (server) {
                serverExtensions(builder, facts.names());
            } else {
                leafExtensions(builder, KeyPurposeId.id_kp_clientAuth);
            }
        });
    }

    private interface Extensions {
        void add(X509v3CertificateBuilder builder) throws IOException;
    }

    private static void serverExtensions(X509v3CertificateBuilder builder, List<String> hosts) throws IOException {
        builder.addExtension(Extension.subjectAlternativeName, false, names(hosts));
        leafExtensions(builder, KeyPurposeId.id_kp_serverAuth);
    }

    private static void leafExtensions(X509v3CertificateBuilder builder, KeyPurposeId purpose) throws IOException {
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
    }

    private Identity make(X500Name subject, @Nullable Identity authority, Duration valid, Extensions extensions) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair keys = generator.generateKeyPair();
            X509v3CertificateBuilder builder = builder(subject, authority, valid, keys.getPublic());
            PublicKey issuer = authority == null
                    ? keys.getPublic()
                    : authority.certificate().getPublicKey();
            JcaX509ExtensionUtils tools = new JcaX509ExtensionUtils();
            builder.addExtension(
                    Extension.subjectKeyIdentifier, false, tools.createSubjectKeyIdentifier(keys.getPublic()));
            builder.addExtension(Extension.authorityKeyIdentifier, false, tools.createAuthorityKeyIdentifier(issuer));
            extensions.add(builder);
            PrivateKey signer = authority == null ? keys.getPrivate() : authority.key();
            X509Certificate certificate = new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(signer)));
            return new Identity(
                    keys.getPrivate(),
                    authority == null ? List.of(certificate) : List.of(certificate, authority.certificate()));
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException("this Java cannot make a certificate on P-256", e);
        }
    }

    private X509v3CertificateBuilder builder(
            X500Name subject, @Nullable Identity authority, Duration valid, PublicKey key) {
        Instant now = clock.instant();
        Instant end = now.plus(valid);
        X500Name issuer = subject;
        if (authority != null) {
            X509Certificate above = authority.certificate();
            Instant last = above.getNotAfter().toInstant();
            if (last.isBefore(now)) {
                throw new IllegalArgumentException("the authority's certificate ended on "
                        + CertificateFacts.of(above).validUntil() + ": make a new authority");
            }
            end = end.isAfter(last) ? last : end;
            issuer = X500Name.getInstance(above.getSubjectX500Principal().getEncoded());
        }
        return new JcaX509v3CertificateBuilder(
                issuer,
                new BigInteger(127, new SecureRandom()).add(BigInteger.ONE),
                Date.from(now.minus(CLOCK_SKEW)),
                Date.from(end),
                subject,
                key);
    }

    private static X500Name commonName(String name) {
        if (name.isBlank() || name.length() > MOST_NAME_CHARACTERS || name.matches(".*\\p{Cntrl}.*")) {
            throw new IllegalArgumentException("name \"" + name.replaceAll("\\p{Cntrl}", "?")
                    + "\" for a certificate: must be 1 to " + MOST_NAME_CHARACTERS + " printable characters");
        }
        return new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.CN, name.strip())
                .build();
    }

    private static GeneralNames names(List<String> hosts) {
        return new GeneralNames(
                new LinkedHashSet<>(hosts).stream().map(CertificateMaker::name).toArray(GeneralName[]::new));
    }

    private static GeneralName name(String host) {
        boolean isAddress = host.matches("[0-9.]+") || host.contains(":");
        boolean isValid = isAddress
                ? IPAddress.isValid(host) // or a name server would be asked for it
                : host.matches("[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?");
        try {
            if (!isValid) {
                throw new IllegalArgumentException(host);
            }
            return isAddress
                    ? new GeneralName(
                            GeneralName.iPAddress, InetAddress.getByName(host).getHostAddress())
                    : new GeneralName(GeneralName.dNSName, host);
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "host name \"" + host + "\": must be a DNS name or an IP address, such as cloud.example.org", e);
        }
    }
}
