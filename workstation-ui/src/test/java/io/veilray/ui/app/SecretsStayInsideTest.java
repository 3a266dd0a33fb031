package io.veilray.ui.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.MethodDescriptor;
import io.veilray.client.LocalCloud;
import io.veilray.client.PrivateClassifier;
import io.veilray.client.Progress;
import io.veilray.client.TicketPolicy;
import io.veilray.dicom.DicomWriter;
import io.veilray.dicom.TransferSyntax;
import io.veilray.keys.KeyVault;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.ModelInfo;
import io.veilray.region.Patch;
import io.veilray.result.Classification;
import io.veilray.ui.classify.CloudLink;
import io.veilray.wire.Endpoint;
import io.veilray.wire.Limits;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the whole line, also where it fails, over TLS with the real stub, and searches all that is printed, logged at the
 * finest and left in files for the secrets of the run. What a dump of the process's memory holds is out of reach here.
 */
class SecretsStayInsideTest {
    private static final String MODEL = "pneumonia-cxr-28";
    private static final String PASSWORD = "correct horse battery staple 0815";
    private static final String WRONG_PASSWORD = "incorrect donkey battery staple";
    private static final long LONGEST_WAIT_SECONDS = 60;

    @TempDir
    Path folder;

    private final PlantedSecrets secrets = new PlantedSecrets();
    private final StringBuilder texts = new StringBuilder();
    private int keys;
    private int tickets;
    private HomeOfTheTest home;
    private AllOutput output;
    private Path scan;
    private int failAt = Integer.MAX_VALUE;

    @BeforeEach
    void begin() throws Exception {
        home = new HomeOfTheTest(folder.resolve("home"));
        output = new AllOutput();
        Path inside = Files.createDirectories(folder.resolve(HeaderStaysHomeTest.MARK + "FOLDER"));
        scan = inside.resolve(HeaderStaysHomeTest.MARK + "FILE.dcm");
        DicomWriter.write(scan, HeaderStaysHomeTest.patient(), TransferSyntax.EXPLICIT_LITTLE);
    }

    @AfterEach
    void end() {
        output.close();
        home.close();
        System.clearProperty("veilray.vault.password.file");
    }

    /** Connects as the product does, has a ticket made ahead, and takes copies of what is secret then. */
    private CloudLink connect(Endpoint endpoint) throws CloudException {
        PrivateClassifier classifier = PrivateClassifier.connect(endpoint, Limits.DEFAULT, new Failing());
        takeSecrets(classifier);
        return new CloudLink() {
            @Override
            public List<ModelInfo> models() {
                return classifier.models();
            }

            @Override
            public Classification classify(Patch patch, String model, Progress progress) throws CloudException {
                return classifier.classify(patch, model, progress);
            }

            @Override
            public void close() {
                classifier.close();
            }
        };
    }

    private void takeSecrets(PrivateClassifier classifier) {
        CountDownLatch ready = new CountDownLatch(1);
        classifier
                .tickets()
                .setPolicy(new TicketPolicy(1, TicketPolicy.DEFAULT.age(), 1 << 24, TicketPolicy.Storage.MEMORY));
        classifier.tickets().setListener((model, count, wanted) -> {
            if (count > 0) {
                ready.countDown();
            }
        });
        classifier.tickets().keepReady(MODEL);
        try {
            assertTrue(ready.await(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS), "a ticket");
            LiveSecrets.Taken taken = LiveSecrets.take(classifier, secrets);
            keys += taken.keys();
            tickets += taken.tickets();
        } catch (ReflectiveOperationException | InterruptedException e) {
            throw new AssertionError(e);
        }
        texts.append(classifier).append(classifier.tickets()).append(classifier.models());
    }

    /** Ends a call after so many messages were sent, in the midst of a round. */
    private final class Failing implements ClientInterceptor {
        @Override
        public <Q, R> ClientCall<Q, R> interceptCall(MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
            return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
                private int sent;

                @Override
                public void sendMessage(Q message) {
                    super.sendMessage(message);
                    if (method.getBareMethodName().equals("Infer") && ++sent >= failAt) {
                        cancel("the test broke the call", null);
                    }
                }
            };
        }
    }

    private int run(String... args) {
        return Veilray.run(output.console(), new Services(this::connect, LocalCloud::find), args);
    }

    private void password(String words) throws Exception {
        Path file = folder.resolve("password");
        Files.writeString(file, words + "\n");
        if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
        System.setProperty("veilray.vault.password.file", file.toString());
    }

    /** All of it, the failing runs too, with stack traces. */
    private void wholeLine() throws Exception {
        secrets.plant("the vault's password", PASSWORD).plant("a mistyped password", WRONG_PASSWORD);
        byte[] key = new byte[32];
        new Random(42).nextBytes(key);
        secrets.plant("a key in the vault", key);
        password(PASSWORD);
        assertEquals(0, run("audit", "key"), output.err.toString());
        try (KeyVault vault = KeyVault.open(folder.resolve("home").resolve("vault.bcfks"), PASSWORD.toCharArray())) {
            vault.putSecret("client", new SecretKeySpec(key, "AES"));
            secrets.plant(
                    "the trail's first key", vault.secret("audit").orElseThrow().getEncoded());
            texts.append(vault);
        }
        assertEquals(0, run("classify", scan.toString(), "--json", "--debug"), output.err.toString());
        assertEquals(
                0,
                run(
                        "classify",
                        scan.toString(),
                        "--out",
                        folder.resolve("out.png").toString()));
        failAt = 2;
        assertEquals(4, run("classify", scan.toString(), "--debug"), output.err.toString());
        run("classify", scan.toString(), "--region", "0,0,9999,9999", "--debug");
        run("classify", scan.toString(), "--server", "localhost:1", "--debug");
        assertEquals(0, run("audit", "verify", "--key", "--debug"), output.err.toString());
        password(WRONG_PASSWORD);
        assertEquals(3, run("audit", "verify", "--key", "--debug"));
    }

    /** What must hold nothing of the secrets nor the patient, by where it was found. */
    private Map<String, byte[]> everything() throws Exception {
        Map<String, byte[]> all = new LinkedHashMap<>(output.logged());
        all.putAll(AllOutput.files(folder.resolve("home")));
        all.put("texts of objects", texts.toString().getBytes(StandardCharsets.UTF_8));
        output.printed()
                .forEach((name, text) -> all.put(
                        name, // which may repeat the path that was typed
                        new String(text, StandardCharsets.UTF_8)
                                .replace(scan.toString(), "SCAN")
                                .getBytes(StandardCharsets.UTF_8)));
        return all;
    }

    private static Set<Path> temporaryFiles() throws Exception {
        try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return all.filter(path -> path.getFileName().toString().startsWith("veilray"))
                    .collect(Collectors.toSet());
        }
    }

    @Test
    void wholeLine_leavesNoSecretAnywhere() throws Exception {
        Set<Path> before = temporaryFiles();
        wholeLine();
        Set<Path> left = temporaryFiles();
        left.removeAll(before);
        assertTrue(keys >= 2 && tickets >= 2, keys + " keys and " + tickets + " tickets were planted");
        assertTrue(secrets.size() > 20_000, secrets.size() + " stretches");
        assertTrue(output.err.toString().contains("\tat io.veilray"), "stack traces were asked for");
        Map<String, byte[]> all = everything();
        for (Path path : left) { // other programs' may be among them
            all.putAll(AllOutput.files(path));
        }
        assertTrue(all.get("java.util.logging").length + all.get("logback").length > 10_000, "the loggers were heard");
        assertTrue(all.size() > 8, all.keySet().toString());
        all.forEach((where, content) -> {
            assertEquals(Optional.empty(), secrets.in(content), where);
            String text = new String(content, StandardCharsets.ISO_8859_1);
            assertFalse(text.contains(HeaderStaysHomeTest.MARK), where);
            assertFalse(text.contains(HeaderStaysHomeTest.UID_ROOT), where);
        });
    }

    /** That the search finds what it is there for, in every way that a program writes such things. */
    @Test
    void searching_findsWhatIsPlantedOnPurpose() throws Exception {
        Random random = new Random(5);
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        long[] numbers = random.longs(8, 1L << 30, 1L << 49).toArray();
        secrets.plant("bytes", bytes).plant("numbers", numbers).plant("words", PASSWORD);
        String before = "some text of 42 lines, aGVsbG8gd29ybGQ, 0x1f2e3d and ";
        assertEquals(Optional.empty(), secrets.in(before));
        for (String leak : new String[] {
            HexFormat.of().formatHex(bytes),
            HexFormat.of().withUpperCase().formatHex(bytes).substring(3),
            HexFormat.ofDelimiter(":").formatHex(bytes) + ".",
            Base64.getEncoder().encodeToString(bytes),
            Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).substring(1),
            Arrays.toString(bytes),
            Arrays.toString(numbers),
            Arrays.toString(Arrays.stream(numbers).asDoubleStream().toArray()),
            PASSWORD.substring(2),
            HexFormat.of().formatHex(PASSWORD.getBytes(StandardCharsets.UTF_8)),
        }) {
            assertTrue(secrets.in(before + leak + " and more").isPresent(), leak);
        }
        assertTrue(secrets.in(bytes).isPresent());
        assertEquals(Optional.of("words"), secrets.in(PASSWORD.getBytes(StandardCharsets.UTF_16LE)));

        output.log("a careless line with " + HexFormat.of().formatHex(bytes));
        java.util.logging.Logger.getLogger("io.grpc.careless").finest(Arrays.toString(numbers));
        Files.write(Files.createDirectories(folder.resolve("home")).resolve("left"), bytes);
        Map<String, byte[]> all = everything();
        for (String where : List.of(
                "logback",
                "java.util.logging",
                folder.resolve("home").resolve("left").toString())) {
            assertTrue(secrets.in(all.get(where)).isPresent(), where);
        }
    }
}
