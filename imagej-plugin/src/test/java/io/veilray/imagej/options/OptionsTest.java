package io.veilray.imagej.options;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.protocol.NonlinearMode;
import io.veilray.region.Region;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Macros in files of users name these options: a renamed one breaks them silently or classifies with another model. */
class OptionsTest {
    @Test
    void names_areTheContract() {
        assertEquals(
                List.of(
                        "model",
                        "mode",
                        "server",
                        "trust",
                        "identity",
                        "evidence",
                        "opacity",
                        "manager",
                        "all",
                        "table"),
                ClassifyOptions.KEYS);
        assertEquals(
                List.of(
                        "input",
                        "output",
                        "model",
                        "mode",
                        "server",
                        "trust",
                        "identity",
                        "region",
                        "slice",
                        "parallel",
                        "subfolders",
                        "fresh"),
                FolderOptions.KEYS);
    }

    @Test
    void text_isReadWithBracketsQuotesAndFlags() {
        ClassifyOptions read = ClassifyOptions.parse(
                "model=brain-mri-128 mode=strict server=host:50051 trust=[/a b/c.pem] opacity=35 all table='My Table' ",
                false);
        assertEquals(new ModelChoice("brain-mri-128", Optional.of(NonlinearMode.STRICT)), read.model());
        assertEquals(new ServerChoice("host:50051", "/a b/c.pem"), read.server());
        assertEquals(35, read.opacity());
        assertTrue(read.all());
        assertFalse(read.evidence());
        assertFalse(read.manager());
        assertEquals("My Table", read.table());
    }

    @Test
    void nothingGiven_meansTheLocalServerAndItsFirstModel() {
        ClassifyOptions read = ClassifyOptions.parse("", true);
        assertTrue(read.server().isLocal());
        assertEquals(new ModelChoice("", Optional.empty()), read.model());
        assertTrue(read.evidence());
        assertEquals("Veilray Results", read.table());
    }

    @Test
    void mistakes_areNamedWithWhatIsAllowed() {
        String unknown = assertThrows(IllegalArgumentException.class, () -> ClassifyOptions.parse("modell=x", false))
                .getMessage();
        assertTrue(unknown.contains("\"modell\" is unknown: use model, mode, server"), unknown);
        String range = assertThrows(IllegalArgumentException.class, () -> ClassifyOptions.parse("opacity=101", false))
                .getMessage();
        assertTrue(range.contains("opacity=101: must be a whole number from 0 to 100"), range);
        String mode = assertThrows(
                        IllegalArgumentException.class, () -> FolderOptions.parse("input=a output=b mode=safe"))
                .getMessage();
        assertEquals("mode \"safe\": must be one of masked, strict, quadratic", mode);
        String alone = assertThrows(
                        IllegalArgumentException.class, () -> ClassifyOptions.parse("trust=[/a.pem]", false))
                .getMessage();
        assertTrue(alone.contains("trust is given without server"), alone);
        String nobody = assertThrows(IllegalArgumentException.class, () -> ClassifyOptions.parse("identity", false))
                .getMessage();
        assertTrue(nobody.contains("identity is given without server"), nobody);
        assertThrows(IllegalArgumentException.class, () -> ClassifyOptions.parse("server=host:1 password=x", false));
        String missing = assertThrows(IllegalArgumentException.class, () -> FolderOptions.parse("input=[/a]"))
                .getMessage();
        assertTrue(missing.contains("output is missing"), missing);
        assertThrows(
                IllegalArgumentException.class,
                () -> ServerOptions.parse("server=nowhere", new ServerOptions(new ServerChoice("local", ""), 1)));
    }

    @Test
    void serverOptions_areReadToTheEdges() {
        ServerOptions usual = new ServerOptions(new ServerChoice("local", ""), 1);
        assertEquals(usual, ServerOptions.parse("", usual));
        assertEquals(0, ServerOptions.parse("ready=0", usual).ready());
        assertEquals(16, ServerOptions.parse("server=local ready=16", usual).ready());
        String range = assertThrows(IllegalArgumentException.class, () -> ServerOptions.parse("ready=17", usual))
                .getMessage();
        assertEquals("ready=17: must be a whole number from 0 to 16", range);
        assertThrows(IllegalArgumentException.class, () -> ServerOptions.parse("ready=-1", usual));
    }

    @Test
    void identity_isAFlagOfItsServer() {
        assertTrue(
                ClassifyOptions.parse("server=host:1 identity", false).server().identity());
        assertFalse(ClassifyOptions.parse("server=host:1 identity=false", false)
                .server()
                .identity());
        assertFalse(ClassifyOptions.parse("server=host:1", false).server().identity());
        ServerOptions usual = new ServerOptions(new ServerChoice("host:1", "/a.pem", true), 1);
        assertEquals(usual.server(), ServerOptions.parse("ready=3", usual).server());
        assertEquals(
                new ServerChoice("host:2", ""),
                ServerOptions.parse("server=host:2", usual).server());
        assertEquals(
                new ServerChoice("host:1", "/a.pem"),
                ServerOptions.parse("identity=false", usual).server());
    }

    @Test
    void folderOptions_areRead() {
        FolderOptions read = FolderOptions.parse(
                "input=[/in dir] output=/out.csv region=[1,2,30,40] parallel=4 subfolders fresh=false");
        assertEquals(Path.of("/in dir"), read.input());
        assertEquals(Optional.of(new Region(1, 2, 30, 40)), read.region());
        assertEquals(4, read.parallel());
        assertTrue(read.subfolders());
        assertFalse(read.fresh());
        assertEquals(1, read.slice());
    }
}
