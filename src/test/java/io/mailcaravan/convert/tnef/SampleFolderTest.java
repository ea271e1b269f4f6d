package io.mailcaravan.convert.tnef;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mailcaravan.convert.tnef.report.ConversionReport;
import io.mailcaravan.convert.tnef.stream.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Other people's samples and what each holds; they lie beside the project, not in it. */
@EnabledIf("folderExists")
class SampleFolderTest {

    private static final Path FOLDER = Path.of("..", "shared", "testdata", "tnef");

    static boolean folderExists() {
        return Files.exists(FOLDER.resolve("MANIFEST.json"));
    }

    private final TnefToMime converter = new TnefToMime(TnefOptions.DEFAULT);

    @Test
    void everySampleShouldBecomeWhatItsManifestSays() throws Exception {
        JsonNode manifest = new ObjectMapper().readTree(FOLDER.resolve("MANIFEST.json").toFile());
        List<String> faults = new ArrayList<>();
        StringBuilder table = new StringBuilder();
        for (JsonNode sample : manifest.get("files")) {
            String name = sample.get("file").asText();
            Bytes input = input(name, sample.get("container").asText());
            Conversion conversion = converter.convert(input);
            List<String> found = new ArrayList<>();
            byte[] mime = write(conversion);
            assertThat(write(conversion)).as("the same bytes again: " + name).isEqualTo(mime);
            JsonNode report = new ObjectMapper().valueToTree(ConversionReport.of(name, conversion));
            SampleFacts.check(sample, report, mime, found);
            table.append(
                    "%-45s %-23s %s%n"
                            .formatted(
                                    name,
                                    conversion.outcome().text(),
                                    found.isEmpty() ? "ok" : String.join("; ", found)));
            found.forEach(fault -> faults.add(name + ": " + fault));
        }
        System.out.println(table);
        assertThat(faults).isEmpty();
    }

    private static Bytes input(String name, String container) throws IOException {
        byte[] bytes = Files.readAllBytes(FOLDER.resolve(name));
        return Bytes.of(container.equals("base64") ? Base64.getMimeDecoder().decode(bytes) : bytes);
    }

    private static byte[] write(Conversion conversion) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        conversion.writeTo(out);
        return out.toByteArray();
    }
}
