package io.veilray.cloud;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What an operator sees when the server cannot start: one sentence with the value, and an exit code. */
class CloudMainTest {
    /** A policy for clients that show certificates. */
    static final String CERTIFICATES = "{\"format\": 1, \"certificates\": [\"" + "ab".repeat(32) + "\"]}";

    private record Outcome(int exitCode, String error) {}

    private static Outcome run(String... arguments) {
        StringWriter error = new StringWriter();
        CommandLine line = CloudMain.commandLine().setErr(new PrintWriter(error));
        return new Outcome(line.execute(arguments), error.toString());
    }

    @Test
    void takenPort_isOneSentence() throws Exception {
        try (WireFixture cloud = new WireFixture()) {
            String port = String.valueOf(cloud.server.port());
            Outcome outcome = run("serve", "--port", port);
            assertEquals(1, outcome.exitCode());
            assertEquals(1, outcome.error().lines().count(), outcome.error());
            assertTrue(outcome.error().contains(port), outcome.error());
        }
    }

    @Test
    void folderWithoutModels_isOneSentence(@TempDir Path empty) {
        Outcome outcome = run("serve", "--port", "0", "--models", empty.toString());
        assertEquals(1, outcome.exitCode());
        assertEquals(1, outcome.error().lines().count(), outcome.error());
        assertTrue(outcome.error().contains(empty.toString()), outcome.error());
        Path missing = empty.resolve("missing");
        Outcome none = run("serve", "--port", "0", "--models", missing.toString());
        assertEquals(1, none.exitCode());
        assertTrue(none.error().contains(missing.toString()), none.error());
    }

    @Test
    void namedCertificatesWithoutAnAuthority_areOneSentence(@TempDir Path folder) throws Exception {
        Path policy = Files.writeString(folder.resolve("policy.json"), CERTIFICATES);
        Outcome outcome = run("serve", "--port", "0", "--policy", policy.toString());
        assertEquals(1, outcome.exitCode());
        assertEquals(1, outcome.error().lines().count(), outcome.error());
        assertTrue(outcome.error().contains("--client-ca") && outcome.error().contains(policy.toString()));
    }

    @Test
    void wrongArguments_areExitCodeTwo() {
        assertEquals(2, run("serve", "--port", "70000").exitCode());
        assertEquals(2, run("serve", "--port", "x").exitCode());
        assertEquals(2, run("serve", "--port", "0", "--host-name", "not a name").exitCode());
        assertEquals(
                1, run("serve", "--port", "0", "--bind", "no.such.host.invalid").exitCode());
    }
}
