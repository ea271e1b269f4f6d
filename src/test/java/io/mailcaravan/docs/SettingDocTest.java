package io.mailcaravan.docs;

import static io.mailcaravan.config.ProgramSettings.DATASOURCE_MAX_SIZE;
import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.Beans;
import io.mailcaravan.config.CommonSettings;
import io.mailcaravan.config.ProgramSettings;
import io.mailcaravan.config.Setting;
import io.mailcaravan.config.StoreSettings;
import io.mailcaravan.mailbox.Spool;
import io.mailcaravan.store.StoreFactory;
import io.mailcaravan.store.limit.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What can be set is what the pages list, and what is read. */
class SettingDocTest {

    private static final Path DOCS = Path.of("docs");

    /** What a store cannot do without. */
    private static final Map<String, String> NEEDED =
            Map.of("host", "imap.acme.example", "path", "backup", "url", "jmap.acme.example");

    /** The same of one type. */
    private static final Map<String, Map<String, String>> NEEDED_OF =
            Map.of("gmail", Map.of("oauth.access-token", "given"));

    private static final Pattern OF_A_STORE =
            Pattern.compile("\\bcaravan\\.stores\\.[\\w-]+\\.((?:oauth\\.)?[a-z][a-z-]*)");

    private static final Pattern OF_THE_PROGRAM =
            Pattern.compile(
                    "\\bcaravan\\.((?:datasource|cluster|tnef)\\.[a-z][a-z-]*|state)\\b(?!/)");

    @TempDir Path folder;

    /**
     * A table of a page.
     *
     * @param mark behind {@code settings} in the comment before it
     */
    record Table(Path page, String mark, String text) {
        @Override
        public String toString() {
            return page + ": " + mark;
        }
    }

    static Stream<Table> tables() {
        Stream<Table> stores =
                Beans.storeTypes().stream()
                        .map(
                                type ->
                                        new Table(
                                                DOCS.resolve("stores/" + type.type() + ".md"),
                                                type.type(),
                                                SettingTable.of("", type.settings())));
        return Stream.concat(
                stores,
                Stream.of(
                        new Table(
                                DOCS.resolve("limits.md"),
                                "common",
                                SettingTable.of("", CommonSettings.ALL)),
                        new Table(DOCS.resolve("ledger.md"), "datasource", ofGroup("datasource.")),
                        new Table(
                                DOCS.resolve("cluster.md"),
                                "cluster",
                                ofGroup("cluster.", DATASOURCE_MAX_SIZE)),
                        new Table(DOCS.resolve("tnef.md"), "tnef", ofGroup("tnef."))));
    }

    private static String ofGroup(String group, Setting<?>... more) {
        return SettingTable.of(
                "caravan.",
                Stream.concat(
                                ProgramSettings.ALL.stream()
                                        .filter(setting -> setting.key().startsWith(group)),
                                Stream.of(more))
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("tables")
    void pageShouldListWhatIsDeclared(Table table) throws IOException {
        String expected =
                MarkedPage.between(
                        Files.readString(table.page()), "settings " + table.mark(), table.text());
        if (Boolean.getBoolean("caravan.docs.write")) {
            Files.writeString(table.page(), expected);
        }
        assertThat(Files.readString(table.page()))
                .as(
                        "%s against the declarations; write it anew with:"
                                + " mvn -Dtest=SettingDocTest -Dcaravan.docs.write=true test",
                        table.page())
                .isEqualTo(expected);
    }

    static Stream<StoreFactory> types() {
        return Beans.storeTypes().stream();
    }

    @ParameterizedTest
    @MethodSource("types")
    void whatIsDeclaredOfAStoreShouldBeRead(StoreFactory type) {
        Map<String, String> needed = new HashMap<>(NEEDED);
        needed.putAll(NEEDED_OF.getOrDefault(type.type(), Map.of()));
        StoreSettings settings = new StoreSettings("acme", needed, folder).with(type.settings());
        type.open(settings, new Spool(folder, 1)).close();
        assertThat(settings.unread()).containsExactlyInAnyOrderElementsOf(CommonSettings.ALL);
    }

    @Test
    void whatIsDeclaredOfEveryStoreShouldBeRead() {
        StoreSettings settings = new StoreSettings("acme", Map.of("type", "memory"), folder);
        assertThat(settings.type()).isEqualTo("memory");
        assertThat(Limits.of(settings).none()).isTrue();
        assertThat(settings.unread()).isEmpty();
    }

    @Test
    void whatPagesAndExamplesSetShouldBeDeclared() throws IOException {
        Set<String> ofStores = keys(CommonSettings.ALL.stream());
        types().forEach(type -> ofStores.addAll(keys(type.settings().stream())));
        assertNamedAre(ofStores, OF_A_STORE);
        assertNamedAre(keys(ProgramSettings.ALL.stream()), OF_THE_PROGRAM);
    }

    private static void assertNamedAre(Set<String> declared, Pattern keys) throws IOException {
        List<String> unknown = new ArrayList<>();
        int found = 0;
        for (Path file : files()) {
            Matcher named = keys.matcher(Files.readString(file));
            while (named.find()) {
                found++;
                if (!declared.contains(named.group(1))) {
                    unknown.add(file + ": " + named.group());
                }
            }
        }
        assertThat(unknown).isEmpty();
        assertThat(found).isPositive();
    }

    @Test
    void whatTheProgramReadsShouldBeInAPage() throws IOException {
        StringBuilder pages = new StringBuilder();
        for (Path page : files().stream().filter(file -> file.startsWith(DOCS)).toList()) {
            pages.append(Files.readString(page));
        }
        assertThat(pages.toString())
                .contains(ProgramSettings.ALL.stream().map(ProgramSettings::key).toList());
    }

    @Test
    void declarationsShouldSayWhatTheyMean() {
        List<Setting<?>> all = new ArrayList<>(CommonSettings.ALL);
        types().forEach(type -> all.addAll(type.settings()));
        all.addAll(ProgramSettings.ALL);
        for (Setting<?> setting : all) {
            assertThat(setting.meaning()).as(setting.key()).isNotBlank().doesNotContain("|", "\n");
            for (String choice : setting.type().choices()) {
                assertThat(setting.meaning()).as(setting.key()).contains("`" + choice + "`");
            }
        }
    }

    private static Set<String> keys(Stream<Setting<?>> settings) {
        return settings.map(Setting::key).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The pages, and the examples that people copy. */
    private static List<Path> files() throws IOException {
        List<Path> files =
                new ArrayList<>(
                        List.of(
                                Path.of("README.md"),
                                Path.of("UPGRADING.md"),
                                Path.of("CHANGELOG.md"),
                                Path.of("application.properties")));
        for (Path folder : List.of(DOCS, Path.of("docker"), Path.of("routes"))) {
            try (Stream<Path> below = Files.walk(folder)) {
                below.filter(file -> file.toString().matches(".*\\.(md|properties|ya?ml)"))
                        .forEach(files::add);
            }
        }
        return files;
    }
}
