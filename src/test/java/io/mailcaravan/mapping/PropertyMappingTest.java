package io.mailcaravan.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.FolderPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PropertyMappingTest {

    @TempDir Path folder;

    private MessageMapping message(String... lines) throws IOException {
        write(lines);
        return new Mappings(folder).get("mapping.yaml").message();
    }

    private void write(String... lines) throws IOException {
        Files.writeString(folder.resolve("mapping.yaml"), String.join("\n", lines) + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing", "message:", "message: {}", "message: { flags: }"})
    void emptyFileShouldChangeNothing(String text) throws IOException {
        MessageMapping mapping = message(text);
        Flags flags = Flags.parse("\\Seen $Forwarded");
        assertThat(mapping.flags().map(flags)).isEqualTo(flags);
        assertThat(mapping.folders().of(FolderPath.INBOX)).isEmpty();
        assertThat(mapping.addresses().isEmpty()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "\\Seen $label1,           \\Seen Important Moved",
        "NonJunk nonjunk,          Moved",
        "\\Flagged,                $Flag Moved",
        "Star,                     \\Flagged Moved",
        "a b,                      b c Moved",
        "Important $Label1 \\Draft, \\Draft Important Moved",
        "'',                       Moved"
    })
    void flagsShouldBeRenamedOnceDroppedAndAdded(String flags, String mapped) throws IOException {
        FlagMapping mapping =
                message(
                                "message:",
                                "  flags:",
                                "    rename:",
                                "      $Label1: Important",
                                "      \\Flagged: $Flag",
                                "      star: \\Flagged",
                                "      a: b",
                                "      b: c",
                                "    drop: [ NonJunk ]",
                                "    add: [ Moved ]")
                        .flags();
        assertThat(mapping.map(Flags.parse(flags))).isEqualTo(Flags.parse(mapped));
    }

    @ParameterizedTest
    @CsvSource({
        "Archive/2019,       Old/2019",
        "Archive/2019/May,   Old/2019/May",
        "Archive,            ",
        "Projects,           Work",
        "Projects/A/B,       Work/A/B",
        "ProjectsB,          ",
        "Projects/Secret,    Locked",
        "Projects/Secret/X,  Locked/X",
        "Team-x-2019/in,     x/2019/in",
        "Lists/a/b,          INBOX/Lists/a/b",
        "Lists,              ",
        "Team-x-y/in/z,      x/y/in/z",
        "INBOX/Later,        Later",
        "100%25,             Full",
        "Entwürfe,           Drafts"
    })
    void foldersShouldBeRenamedByTheRuleThatKnowsMost(String path, String renamed)
            throws IOException {
        FolderRenames mapping =
                message(
                                "message:",
                                "  folders:",
                                "    Archive/*: Old/*",
                                "    Projects: Work",
                                "    Projects/Secret: Locked",
                                "    Team-*-*/in: \"*/*/in\"",
                                "    Lists/**: INBOX/Lists/**",
                                "    inbox/Later: Later",
                                "    100%: Full",
                                "    \"Entwu\\u0308rfe\": Drafts")
                        .folders();
        assertThat(mapping.of(FolderPath.parse(path)).map(found -> found.path().toString()))
                .isEqualTo(Optional.ofNullable(renamed));
    }

    @Test
    void ruleOfAFolderShouldTellItsPlace() throws IOException {
        FolderRenames mapping = message("message:", "  folders:", "", "    A: B").folders();
        assertThat(mapping.of(FolderPath.of("A")).orElseThrow().rule())
                .isEqualTo(folder.resolve("mapping.yaml") + ", line 4");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mesage: {} | 1: 'the file' has no property 'mesage'. Did you mean 'message'?",
                "contact: {} | 1: 'contact' cannot be mapped yet. This version has rules for message only.",
                "message: { flgas: {} } | 1: 'message' has no property 'flgas'. Did you mean 'flags'?",
                "message: { flags: { xyz: 1 } } | 1: 'flags' has no property 'xyz'. It has add, drop, rename.",
                "message: [] | 1: 'message' is a list. There belongs properties: addresses, flags, folders.",
                "message: { flags: { drop: Junk } } | 1: 'drop' is 'Junk'. There belongs a list of flags, such as [ NonJunk, $MDNSent ].",
                "message: { flags: { drop: [ { a: b } ] } } | 1: 'drop' has properties. There belongs a list of flags, such as [ NonJunk, $MDNSent ].",
                "message:#  flags:#    rename:#      a: b#      c: d e | 5: 'd e' is neither a keyword nor a system flag",
                "message:#  flags:#    rename:#      a: \\Recent | 4: '\\Recent' is neither a keyword nor a system flag",
                "message:#  flags:#    rename:#      a: | 4: 'a' is empty. There belongs a line a flag, such as $Label1: Important.",
                "message:#  flags:#    rename:#      a: b#      a: c | 5: 'a' stands there twice, first at FILE, line 4. Keep one of the two.",
                "message:#  flags:#    rename:#      a: b#      A: c | 5: there are two rules for 'A', one at FILE, line 4. Keep one of them.",
                "message:#  flags:#    rename:#      a: b#    drop:#      - x#      - A | 7: there are two rules for 'A', one at FILE, line 4. Keep one of them.",
                "message:#  flags:#    drop: [ x, X ] | 3: there are two rules for 'X', one at FILE, line 3. Keep one of them.",
                "message:#  flags:#    rename:#      x: a#      a: b#      b: C#      c: A | 5: renames go in a circle: a -> b -> C -> A. Take one of them out",
                "message:#  flags:#    rename:#      a: A | 4: renames go in a circle: a -> A. Take one of them out",
                "message:#  flags:#    add: [ \\deleted ] | 3: a rule gives \\Deleted, and with it the message away. Drop it",
                "message:#  folders:#    A: B#    B: A | 3: renames go in a circle: A -> B -> A. Take one of them out",
                "message:#  folders:#    A/*: B/*#    B/*: A/* | 3: renames go in a circle: A/* -> B/* -> A/*. Take one of them out",
                "message:#  folders:#    inbox: X#    INBOX: Y | 4: there are two rules for 'INBOX', one at FILE, line 3.",
                "message:#  folders:#    A/*: B | 3: 'A/*' and 'B' have other wildcards. Both sides have the same ones",
                "message:#  folders:#    A/**/c: B/**/c | 3: 'A/**/c' has a wildcard that is none.",
                "message:#  folders:#    \"*\": \"Old/*\" | 3: '*' has a wildcard that is none.",
                "message:#  folders:#    \\Sent: Old | 3: '\\Sent' is a role, not a name. Roles are mapped by the option folderMap",
                "message:#  folders:#    A//b: Old | 3: 'A//b' has an empty folder name.",
                "message:#  folders:#    A: [ B ] | 3: 'A' is a list. There belongs a line a folder",
                "message:#  addresses:#    rename:#      a@b.example: \"@c.example\" | 4: 'a@b.example' becomes '@c.example'. An address becomes an address",
                "message:#  addresses:#    rename:#      b.example: c.example | 4: 'b.example' is neither an address nor a domain with its @.",
                "message:#  addresses:#    headers: [ Form ] | 3: 'Form' is no header field with addresses. Did you mean 'From'?",
                "message:#  addresses:#    headers: [ Subject ] | 3: 'Subject' is no header field with addresses. ",
                "message:#  addresses:#    rename:#      \"@a.x\": \"@b.x\"#      \"@B.x\": \"@A.x\" | 4: renames go in a circle: @a.x -> @b.x -> @A.x.",
                "message:#  flags: &x {} | 2: anchors (& and *) are not read.",
                "message:#  flags: [ | 3: cannot be read: ",
                "message: {}#---#message: {} | 3: a second document begins.",
                "message:#  flags: *x | 2: anchors (& and *) are not read.",
                "message:#\tflags: {} | 2: cannot be read: "
            })
    void mistakeShouldBeToldWithItsLine(String text, String told) throws IOException {
        write(text.split("#"));
        String file = folder.resolve("mapping.yaml").toString();
        assertThatThrownBy(() -> new Mappings(folder).get("mapping.yaml"))
                .isInstanceOf(ConfigurationException.class)
                .message()
                .startsWith(file + ", line " + told.replace("FILE", file));
    }

    @Test
    void fileShouldBeLookedUpBesideTheRouteThenInMappingsThenInTheProgram() throws IOException {
        Path route = Files.createDirectories(folder.resolve("acme"));
        assertThat(new Mappings(route).get("junk-keywords.yaml").message().flags().toString())
                .contains("nonjunk=$NotJunk");
        Path shared = Files.createDirectories(folder.resolve("mappings"));
        Files.writeString(
                shared.resolve("junk-keywords.yaml"), "message: { flags: { add: [ shared ] } }");
        assertThat(new Mappings(route).get("junk-keywords.yaml").message().flags().toString())
                .contains("add shared");
        Files.writeString(
                route.resolve("junk-keywords.yaml"), "message: { flags: { add: [ own ] } }");
        assertThat(new Mappings(route).get("junk-keywords.yaml").message().flags().toString())
                .contains("add own");
        assertThatThrownBy(() -> new Mappings(route).get("junk-keyword.yaml"))
                .hasMessageContaining("junk-keyword.yaml: there is no such mapping file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mapping.yaml", "junk-keywords.yaml"})
    void shippedFilesShouldBeRight(String name) {
        assertThat(new Mappings(folder).get(name).message().addresses().isEmpty()).isTrue();
    }

    @Test
    void shippedDefaultShouldChangeNothing() {
        Mappings mappings = new Mappings(folder);
        Flags flags = Flags.parse("\\Seen $Label1 NonJunk");
        assertThat(mappings.flags(List.of(Mappings.DEFAULT), flags)).contains(flags);
        assertThat(mappings.get(Mappings.DEFAULT).message().folders().isEmpty()).isTrue();
    }

    @Test
    void mappingsShouldWorkOneBehindTheOtherAndBeUnknownWhereOneIsGone() throws IOException {
        write("message: { flags: { rename: { a: NonJunk } } }");
        Mappings mappings = new Mappings(folder);
        Flags flags = Flags.parse("a");
        assertThat(mappings.flags(List.of("mapping.yaml", "junk-keywords.yaml"), flags))
                .contains(Flags.parse("$NotJunk"));
        assertThat(mappings.flags(List.of("mapping.yaml", "gone.yaml"), flags)).isEmpty();
        assertThat(mappings.flags(List.of(), flags)).contains(flags);
    }
}
