package io.veilray.cloud.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.veilray.cloud.service.ClientLimits;
import io.veilray.cloud.service.ServerPolicy;
import io.veilray.cloud.service.ServiceLimits;
import io.veilray.protocol.NonlinearMode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an operator may write, and what a slip is answered with: field, value and what is allowed. */
class PolicyFileTest {
    private static final Path PAGE = Path.of("..", "docs", "server.md");

    @Test
    void emptyPolicy_isTheUsualOne() throws Exception {
        assertEquals(ServerPolicy.DEFAULT, PolicyFile.parse("{\"format\": 1}"));
        assertEquals(
                ServerPolicy.DEFAULT,
                PolicyFile.parse("{\"format\": 1, \"all\": {}, \"session\": {}, \"client\": {}, \"models\": {}}"));
    }

    private static String example() throws IOException {
        String page = Files.readString(PAGE);
        int begin = page.indexOf("```json") + "```json".length();
        return page.substring(begin, page.indexOf("```", begin));
    }

    /** The one in the page, which names every field. */
    @Test
    void exampleOfThePage_isReadFieldByField() throws Exception {
        ServerPolicy policy = PolicyFile.parse(example());
        assertEquals(
                new ServiceLimits(
                        200,
                        Duration.ofMinutes(20),
                        16,
                        Duration.ofMinutes(10),
                        48,
                        6,
                        2048L << 20,
                        Duration.ofMinutes(5),
                        Duration.ofSeconds(20)),
                policy.all());
        assertEquals(new ClientLimits(10, 12, 64, 512L << 20, 1200, 60), policy.client());
        assertEquals(
                Map.of("brain-mri-128", Set.of(NonlinearMode.STRICT), "pneumonia-cxr-28", Set.of()),
                policy.models().modes());
        assertEquals(true, policy.models().others());
        assertEquals(1, policy.certificates().size());
        assertEquals(Duration.ofSeconds(60), policy.drain());
        assertEquals(Duration.ofSeconds(60), policy.statusEvery());
        assertEquals(32 << 20, policy.largestMessageBytes());
    }

    /** Every field of the example has a row in the page's table. */
    @Test
    void page_namesEveryField() throws Exception {
        String page = Files.readString(PAGE);
        for (Map.Entry<String, JsonElement> field :
                JsonParser.parseString(example()).getAsJsonObject().entrySet()) {
            boolean section = List.of("all", "session", "client").contains(field.getKey());
            if (!section) {
                assertTrue(page.contains("| `" + field.getKey()), field.getKey());
            }
            for (String inner : section ? field.getValue().getAsJsonObject().keySet() : Set.<String>of()) {
                assertTrue(page.contains("| `" + field.getKey() + "." + inner + "` |"), inner);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{} | lacks the field format",
                "[] | not one JSON object",
                "{\"format\": 1} x | not JSON",
                "{\"format\": 1, // no | not JSON",
                "{\"format\": 2} | field format is 2: must be a whole number from 1 to 1",
                "{\"format\": 1, \"clint\": {}} | field clint is unknown: must be one of format, all, session",
                "{\"format\": 1, \"client\": 3} | field client is 3: must be an object",
                "{\"format\": 1, \"client\": {\"calls\": 0}} | field client.calls is 0: must be a whole number from 1",
                "{\"format\": 1, \"client\": {\"calls\": 1.5}} | field client.calls is 1.5: must be",
                "{\"format\": 1, \"client\": {\"calls\": \"3\"}} | field client.calls is \"3\": must be",
                "{\"format\": 1, \"client\": {\"calls\": 1e999999999999}} | not JSON",
                "{\"format\": 1, \"client\": {\"calls\": 1e9999}} | field client.calls is 1E+9999: must be",
                "{\"format\": 1, \"client\": {\"calls\": 3, \"calls\": 4}} | field client.calls stands there twice",
                "{\"format\": 1, \"all\": {\"tickets\": 3}} | field all.tickets is unknown",
                "{\"format\": 1, \"all\": {\"callSeconds\": 86401}} | all.callSeconds is 86401: must be a whole number from 1 to 86400",
                "{\"format\": 1, \"all\": {\"strictMegabytes\": -1}} | all.strictMegabytes is -1: must be",
                "{\"format\": 1, \"drainSeconds\": -1} | field drainSeconds is -1: must be a whole number from 0",
                "{\"format\": 1, \"otherModels\": \"no\"} | field otherModels is \"no\": must be true or false",
                "{\"format\": 1, \"models\": {\"m\": {}}} | field models.m.modes is missing: must be a list of modes",
                "{\"format\": 1, \"models\": {\"m\": {\"modes\": []}}} | models.m.modes is []: must be one or more of masked",
                "{\"format\": 1, \"models\": {\"m\": {\"modes\": [\"open\"]}}} | models.m.modes is open: must be of masked, strict",
                "{\"format\": 1, \"certificates\": [\"ab\"]} | field certificates is ab: must be SHA-256",
                "{\"format\": 1, \"certificates\": []} | field certificates is []: must be one or more",
            })
    void slip_isNamedWithWhatIsAllowed(String text, String expected) {
        String message = assertThrows(PolicyException.class, () -> PolicyFile.parse(text))
                .getMessage();
        assertTrue(message.contains(expected), message);
        assertEquals(1, message.lines().count());
    }

    @Test
    void fileThatIsNone_isSaid(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("policy.json");
        assertTrue(refusal(file).contains("is no file"));
        assertTrue(refusal(folder).contains("is no file"));
        Files.write(file, "{\"format\": 1}ü".getBytes(StandardCharsets.ISO_8859_1));
        assertTrue(refusal(file).contains("UTF-8"));
        Files.write(file, new byte[(1 << 20) + 1]);
        assertTrue(refusal(file).contains("1048577 bytes: at most 1048576"));
        Files.writeString(file, "[".repeat(100_000));
        assertTrue(refusal(file).contains("policy.json: the policy is not JSON"));
    }

    private static String refusal(Path file) {
        return assertThrows(IOException.class, () -> PolicyFile.read(file)).getMessage();
    }
}
