package io.mailcaravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The command on other people's samples; they lie beside the project, not in it. */
@EnabledIf("folderExists")
class ConvertSamplesTest {

    private static final Path FOLDER = Path.of("..", "shared", "testdata", "tnef");

    @TempDir Path out;

    static boolean folderExists() {
        return Files.exists(FOLDER.resolve("MANIFEST.json"));
    }

    @Test
    void everySampleShouldBeReportedAndWritten() throws Exception {
        CommandRun run =
                CommandRun.of(
                        new ConvertCommand(), FOLDER.toString(), "-o", out.toString(), "--json");
        assertThat(run.exit()).isZero();
        Map<String, JsonNode> reports = new HashMap<>();
        new ObjectMapper()
                .readTree(run.out())
                .forEach(report -> reports.put(report.get("file").asText(), report));
        JsonNode manifest = new ObjectMapper().readTree(FOLDER.resolve("MANIFEST.json").toFile());
        for (JsonNode sample : manifest.get("files")) {
            String name = sample.get("file").asText();
            JsonNode report = reports.get(name);
            String outcome = report.get("outcome").asText();
            assertThat(sample.get("outcome_allowed"))
                    .as(name)
                    .anyMatch(one -> one.asText().equals(outcome));
            if (!outcome.equals("rejected")) {
                assertThat(out.resolve(name + ".eml")).isNotEmptyFile();
                assertThat(digests(report.get("attachments")))
                        .as(name)
                        .isEqualTo(digests(sample.get("expect").get("attachments")));
            }
        }
    }

    /** Manifests tell those of embedded messages apart, as what is delivered is another thing. */
    private static List<String> digests(JsonNode attachments) {
        List<String> digests = new ArrayList<>();
        for (JsonNode attachment : attachments) {
            boolean isMessage = attachment.get("kind").asText().equals("embedded-message");
            digests.add(
                    isMessage
                            ? "message"
                            : attachment.get("size") + " " + attachment.get("sha256"));
        }
        return digests;
    }
}
