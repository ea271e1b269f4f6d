package io.mailcaravan.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Secret;
import io.kubernetes.client.openapi.models.V1Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The manifests against Kubernetes' own OpenAPI schema, as the models of its Java client have it:
 * no field that it does not know, none missing that it requires, each of the right type.
 */
class KubernetesManifestsTest {

    private static final Path FOLDER = Path.of("docker", "kubernetes");
    private static final int DRAIN_SECONDS = 30;

    /** Checks one document against the schema of its kind. */
    @FunctionalInterface
    private interface Schema {
        void validate(JsonElement document) throws IOException;
    }

    private static final Map<String, Schema> KINDS =
            Map.of(
                    "apps/v1 Deployment", V1Deployment::validateJsonElement,
                    "policy/v1 PodDisruptionBudget", V1PodDisruptionBudget::validateJsonElement,
                    "v1 ConfigMap", V1ConfigMap::validateJsonElement,
                    "v1 Secret", V1Secret::validateJsonElement,
                    "v1 Service", V1Service::validateJsonElement);

    @Test
    void manifestsShouldFollowTheSchema() throws IOException {
        for (JsonObject document : documents()) {
            KINDS.get(kind(document)).validate(document);
        }
        assertThat(documents().stream().map(KubernetesManifestsTest::kind))
                .containsAll(KINDS.keySet());
    }

    @Test
    void misspeltFieldShouldBeNoticed() throws IOException {
        JsonObject deployment = document("apps/v1 Deployment");
        pod(deployment).addProperty("terminationGracePeriodSecond", 1);
        assertThatThrownBy(() -> V1Deployment.validateJsonElement(deployment))
                .hasMessageContaining("terminationGracePeriodSecond");
    }

    @Test
    void podShouldBeGivenTheTimeToDrain() throws IOException {
        JsonObject pod = pod(document("apps/v1 Deployment"));
        assertThat(pod.get("terminationGracePeriodSeconds").getAsInt())
                .isGreaterThan(DRAIN_SECONDS);
    }

    @Test
    void whatPodsMountShouldBeInTheManifests() throws IOException {
        List<String> names = new ArrayList<>();
        documents()
                .forEach(
                        document ->
                                names.add(
                                        document.getAsJsonObject("metadata")
                                                .get("name")
                                                .getAsString()));
        TreeSet<String> mounted = new TreeSet<>();
        for (JsonElement volume : pod(document("apps/v1 Deployment")).getAsJsonArray("volumes")) {
            JsonObject source = volume.getAsJsonObject();
            if (source.has("configMap")) {
                mounted.add(source.getAsJsonObject("configMap").get("name").getAsString());
            }
            if (source.has("secret")) {
                mounted.add(source.getAsJsonObject("secret").get("secretName").getAsString());
            }
        }
        assertThat(mounted).isNotEmpty().isSubsetOf(names);
    }

    @Test
    void passwordsShouldBeFilesOfTheSecret() throws IOException {
        String configuration =
                document("v1 ConfigMap", "caravan-configuration")
                        .getAsJsonObject("data")
                        .get("application.properties")
                        .getAsString();
        JsonObject secret = document("v1 Secret").getAsJsonObject("stringData");
        assertThat(
                        configuration
                                .lines()
                                .filter(line -> line.contains("password="))
                                .map(line -> line.substring(line.indexOf('=') + 1)))
                .isNotEmpty()
                .allMatch(value -> value.startsWith("file:/secrets/"))
                .allMatch(value -> secret.has(value.substring("file:/secrets/".length())));
    }

    private static JsonObject pod(JsonObject deployment) {
        return deployment
                .getAsJsonObject("spec")
                .getAsJsonObject("template")
                .getAsJsonObject("spec");
    }

    private static String kind(JsonObject document) {
        return document.get("apiVersion").getAsString() + " " + document.get("kind").getAsString();
    }

    private static JsonObject document(String kind) throws IOException {
        return documents().stream().filter(one -> kind(one).equals(kind)).findFirst().orElseThrow();
    }

    private static JsonObject document(String kind, String name) throws IOException {
        return documents().stream()
                .filter(one -> kind(one).equals(kind))
                .filter(
                        one ->
                                one.getAsJsonObject("metadata")
                                        .get("name")
                                        .getAsString()
                                        .equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<JsonObject> documents() throws IOException {
        List<JsonObject> documents = new ArrayList<>();
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".yaml")).toList()) {
                Load load = new Load(LoadSettings.builder().setLabel(file.toString()).build());
                for (Object document : load.loadAllFromString(Files.readString(file))) {
                    documents.add(new Gson().toJsonTree(document).getAsJsonObject());
                }
            }
        }
        return documents;
    }
}
