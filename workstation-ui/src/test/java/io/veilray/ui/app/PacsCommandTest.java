package io.veilray.ui.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.veilray.dicom.TransferSyntax;
import io.veilray.dicom.dimse.OrthancServer;
import io.veilray.dicom.dimse.Samples;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands a script uses against its own archive, a real one. */
class PacsCommandTest {
    @TempDir
    static Path folder;

    private static OrthancServer orthanc;
    private static String archive;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void start() throws Exception {
        orthanc = OrthancServer.start(folder, Optional.empty());
        archive = orthanc.address().text();
        Path files = Files.createDirectory(folder.resolve("files"));
        Samples.file(files, "1.2.3.4.5", 10, TransferSyntax.EXPLICIT_LITTLE);
        Samples.file(files, "1.2.3.4.6", 10, TransferSyntax.IMPLICIT_LITTLE);
        PacsCommandTest filling = new PacsCommandTest();
        assertEquals(0, filling.run("store", archive, files.toString()), filling.err.toString());
        assertTrue(filling.out.toString().contains("2 of 2 files are in the archive"), filling.out.toString());
    }

    @AfterAll
    static void stop() {
        if (orthanc != null) {
            orthanc.close();
        }
    }

    private int run(String command, String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        Console console = new Console(new PrintWriter(out, true), new PrintWriter(err, true));
        String[] all = new String[arguments.length + 2];
        all[0] = "pacs";
        all[1] = command;
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        return Veilray.run(console, new FakeCloud().services(), all);
    }

    private void assertFails(ExitCode code, String words, String command, String... arguments) {
        assertEquals(code.number(), run(command, arguments), err.toString());
        assertTrue(err.toString().contains(words), err.toString());
        assertFalse(err.toString().contains("\tat "), err.toString());
    }

    @Test
    void echo_saysWhoAnswered() {
        assertEquals(0, run("echo", archive), err.toString());
        assertTrue(
                out.toString().matches("The archive answered after \\d+ ms \\(OFFIS_DCMTK_\\d+\\)\\.\n"),
                out.toString());
    }

    @Test
    void find_printsColumnsAndJson() {
        assertEquals(0, run("find", archive, "--patient-name", "secret*"), err.toString());
        String[] lines = out.toString().split("\n");
        assertEquals("-\tSecret^Name\tSample\t-\t-\t-\t" + Samples.STUDY, lines[0]);
        assertEquals("1 match.", lines[1]);
        assertEquals(0, run("find", archive, "--study", Samples.STUDY, "--series", Samples.SERIES, "--json"));
        JsonObject json = JsonParser.parseString(out.toString()).getAsJsonObject();
        assertEquals("IMAGE", json.get("level").getAsString());
        assertTrue(json.get("complete").getAsBoolean());
        JsonObject first = json.getAsJsonArray("matches").get(0).getAsJsonObject();
        assertEquals(Samples.CT, first.get("SOPClassUID").getAsString());
        assertTrue(first.get("NumberOfFrames").isJsonNull());
        assertFalse(first.has("QueryRetrieveLevel"));
    }

    @Test
    void find_saysThatThereIsMore() {
        run("find", archive, "--study", Samples.STUDY, "--series", Samples.SERIES, "--limit", "1");
        assertTrue(out.toString().contains("1 match; there are more"), out.toString());
        run("find", archive, "--match", "0010,0020=nobody");
        assertTrue(out.toString().contains("0 matches."), out.toString());
    }

    @Test
    void get_writesFilesBothWays(@TempDir Path own) {
        String[][] ways = {
            {}, {"--move", "--listen-port", Integer.toString(orthanc.movePort()), "--listen-host", "127.0.0.1"}
        };
        for (int i = 0; i < ways.length; i++) {
            Path to = own.resolve("way" + i);
            String[] arguments = new String[5 + ways[i].length];
            System.arraycopy(
                    new String[] {archive, "--study", Samples.STUDY, "--out", to.toString()}, 0, arguments, 0, 5);
            System.arraycopy(ways[i], 0, arguments, 5, ways[i].length);
            assertEquals(0, run("get", arguments), err.toString());
            assertTrue(Files.exists(to.resolve("1.2.3.4.5.dcm")) && Files.exists(to.resolve("1.2.3.4.6.dcm")));
        }
    }

    @Test
    void fileThatIsNoDicom_isNamedAndTheRestIsStored() throws Exception {
        Path mixed = Files.createDirectory(folder.resolve("mixed"));
        Samples.file(mixed, "1.2.3.4.5", 10, TransferSyntax.EXPLICIT_LITTLE);
        Files.writeString(mixed.resolve("notes.txt"), "no DICOM, and long enough to look into");
        assertFails(ExitCode.INCOMPLETE, "notes.txt: ", "store", archive, mixed.toString());
        assertTrue(err.toString().contains("Not stored: 1 of the objects"), err.toString());
        assertTrue(out.toString().contains("1 of 2 files"), out.toString());
    }

    @Test
    void wrongArguments_areSentences() {
        ExitCode wrong = ExitCode.WRONG_ARGUMENTS;
        assertFails(wrong, "dicom://AETITLE@HOST:PORT", "echo", "localhost:104");
        assertFails(wrong, "1 to 16 characters", "echo", "dicom://ABCDEFGHIJKLMNOPQ@localhost:104");
        assertFails(wrong, "without user", "echo", "https://me:secret@archive.example/dicom-web");
        assertFalse(err.toString().contains("secret"));
        assertFails(wrong, "--series needs the --study", "find", archive, "--series", "1.2");
        assertFails(wrong, "a UID has", "get", archive, "--study", "one", "--out", "x");
        assertFails(wrong, "must begin with a tag", "find", archive, "--match", "PatientID=1");
        assertFails(wrong, "from 1 to 10000", "find", archive, "--limit", "0");
        assertFails(wrong, "certificates need TLS", "echo", archive, "--trust", "x.pem");
        assertFails(wrong, "need each other", "echo", archive, "--key", "x.pem");
        assertFails(wrong, "for https:// archives", "echo", archive, "--user", "me");
        assertFails(wrong, "for dicom:// archives", "echo", "https://archive.example", "--calling", "ME");
        assertFails(wrong, "from a millisecond to an hour", "echo", archive, "--timeout", "0");
        assertFails(wrong, "environment variable", "echo", "https://a.example", "--password-env", "NO_SUCH_VARIABLE");
        assertFails(wrong, "choose one of [echo, find, get, store]", "--debug");
    }

    @Test
    void archiveThatCannotBeReached_isAServerFailure() {
        assertFails(ExitCode.SERVER, "nothing answers at", "echo", "dicom://ARCHIVE@127.0.0.1:1");
        assertFails(
                ExitCode.SERVER, "does not know us by the AE title STRANGER", "echo", archive, "--calling", "STRANGER");
        assertFails(ExitCode.FILE, "cannot be read", "echo", archive.replace("dicom:", "dicoms:"), "--trust", "no.pem");
        assertFails(ExitCode.FILE, "cannot be read", "store", archive, "nowhere.dcm");
    }
}
