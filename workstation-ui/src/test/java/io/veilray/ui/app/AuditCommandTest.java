package io.veilray.ui.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.audit.AuditTrail;
import io.veilray.audit.RequestNumber;
import io.veilray.audit.Reviewed;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a script that checks the trail every night relies on. */
class AuditCommandTest {
    @TempDir
    Path home;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private HomeOfTheTest moved;

    @BeforeEach
    void moveHome() {
        moved = new HomeOfTheTest(home);
    }

    @AfterEach
    void moveBack() {
        moved.close();
        System.clearProperty("veilray.vault.password.file");
    }

    private int run(String... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        Console console = new Console(new PrintWriter(out, true), new PrintWriter(err, true));
        return Veilray.run(console, new FakeCloud().services(), args);
    }

    private AuditTrail trail(int entries) throws Exception {
        AuditTrail trail = new AuditTrail(home.resolve("audit"));
        for (int i = 0; i < entries; i++) {
            trail.append(new Reviewed(Instant.now(), RequestNumber.random(), Reviewed.Verdict.ACCEPTED));
        }
        return trail;
    }

    @Test
    void wholeTrail_hasItsEntriesAndLastHash() throws Exception {
        String hash = trail(3).verify().lastHash();
        assertEquals(0, run("audit", "verify"), err.toString());
        assertTrue(out.toString().contains("Entries: 3\n"), out.toString());
        assertTrue(out.toString().contains("Last hash: " + hash), out.toString());
        Path copy = home.resolve("copy.log");
        trail(0).export(copy);
        assertEquals(0, run("audit", "verify", copy.toString()), err.toString());
        assertTrue(out.toString().contains(hash));
    }

    @Test
    void changedTrail_isNamedByItsFirstBrokenLine() throws Exception {
        trail(3);
        Path file = home.resolve("audit").resolve("trail-000001.log");
        Files.writeString(file, Files.readString(file).replaceFirst("accepted", "rejected"));
        assertEquals(ExitCode.TRAIL_BROKEN.number(), run("audit", "verify"));
        assertEquals(8, ExitCode.TRAIL_BROKEN.number());
        assertTrue(err.toString().contains("line 2 of " + file), err.toString());
        assertEquals(1, err.toString().lines().count());
        assertEquals("", out.toString());
    }

    @Test
    void noTrail_isSaid() {
        assertEquals(ExitCode.FILE.number(), run("audit", "verify"));
        assertTrue(err.toString().contains("There is no audit trail in " + home), err.toString());
        assertEquals(
                ExitCode.FILE.number(),
                run("audit", "verify", home.resolve("missing.log").toString()));
    }

    private void password(String words) throws Exception {
        Path file = home.resolve("password");
        Files.writeString(file, words + "\n");
        if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
        System.setProperty("veilray.vault.password.file", file.toString());
    }

    @Test
    void key_marksTheTrailAndVerifyChecksIt() throws Exception {
        trail(2);
        password("four words are better");
        assertEquals(0, run("audit", "key"), err.toString());
        assertTrue(Files.exists(home.resolve("vault.bcfks")));
        trail(2);
        assertEquals(0, run("audit", "verify"), err.toString());
        assertTrue(out.toString().contains("which were not checked: add --key."), out.toString());
        assertEquals(0, run("audit", "verify", "--key"), err.toString());
        assertTrue(out.toString().contains("Entries: 5"), out.toString());
        assertTrue(out.toString().contains("every mark is of the key"), out.toString());
        assertEquals(ExitCode.FILE.number(), run("audit", "key"));
        assertTrue(err.toString().contains("has a key"), err.toString());

        Path file = home.resolve("audit").resolve("trail-000002.log");
        List<String> lines = Files.readAllLines(file);
        Files.write(file, lines.subList(0, lines.size() - 1));
        assertEquals(ExitCode.TRAIL_BROKEN.number(), run("audit", "verify", "--key"));
        assertTrue(err.toString().contains("cut off"), err.toString());

        password("four words are worse");
        assertEquals(ExitCode.FILE.number(), run("audit", "verify", "--key"));
        assertTrue(err.toString().contains("The password does not open"), err.toString());
    }

    @Test
    void missingOrTooManyArguments_areWrong() {
        assertEquals(ExitCode.WRONG_ARGUMENTS.number(), run("audit"));
        assertEquals(ExitCode.WRONG_ARGUMENTS.number(), run("audit", "verify", "a", "b"));
        assertEquals(0, run("audit", "verify", "--help"));
        assertTrue(out.toString().contains("8"), out.toString());
    }
}
