package io.mailcaravan.component.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.StoreCapability;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.pass.MailboxResult;
import io.mailcaravan.store.memory.MemoryFaults.AppendFault;
import io.mailcaravan.store.memory.MemoryStore;
import io.mailcaravan.testkit.Messages;
import io.mailcaravan.verify.VerifyResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A route with the step that maps flags, folders and addresses, over several passes. */
class PropertyMappingStepTest {

    private static final String STEP = "- bean: { ref: propertyMapping }";

    private static final String FLAGS =
            """
            message:
              flags:
                rename: { $Label1: Important, $Label2: Important, \\Flagged: $Flag }
                drop: [ NonJunk ]
                add: [ Moved ]
            """;

    private static final String ADDRESSES =
            """
            message:
              addresses:
                rename: { "@old.example": "@new.example" }
            """;

    @TempDir Path folder;

    private RouteFixture route;

    @BeforeEach
    void prepare() throws IOException {
        route = new RouteFixture(folder).step(STEP).impatient();
    }

    @AfterEach
    void stop() throws Exception {
        route.close();
    }

    private void mapping(String yaml) throws IOException {
        Files.writeString(folder.resolve("mapping.yaml"), yaml);
    }

    private static Item mail(String subject, String flags) {
        return Messages.with(
                Messages.item(
                        "From: a@old.example\r\nMessage-ID: <"
                                + subject
                                + "@x>\r\nSubject: "
                                + subject
                                + "\r\n\r\nb\r\n"),
                Flags.parse(flags));
    }

    private static void flag(MemoryStore store, String path, long uid, String flags)
            throws MailboxException {
        try (MailboxSession session = store.signIn(Login.of(RouteFixture.MAILBOX), Access.WRITE)) {
            session.storeFlags(FolderPath.parse(path), Map.of(new Uid(uid), Flags.parse(flags)));
        }
    }

    /** Subject and flags of what lies there, in its order. */
    private List<String> there(String path) throws MailboxException {
        return route.atDestination(path).stream()
                .map(
                        text ->
                                (text.replaceFirst("(?s).*Subject: ([^\r]*)\r.*", "$1 ")
                                                + text.substring(0, text.indexOf('\n'))
                                                        .replaceFirst("\\S* ", ""))
                                        .strip())
                .toList();
    }

    private void assertNoDifference(int equal) throws Exception {
        for (boolean content : new boolean[] {false, true}) {
            List<String> differences = new ArrayList<>();
            VerifyResult result = route.verify(content, differences);
            assertThat(differences).isEmpty();
            assertThat(result.counts().equal()).isEqualTo(equal);
            assertThat(result.counts().extra()).isZero();
        }
    }

    private Map<String, Long> counts() throws MailboxException {
        return RouteFixture.counts(route.destination, Login.of(RouteFixture.MAILBOX));
    }

    @Test
    void flagsShouldArriveAsMappedAndBeNoDifference() throws Exception {
        mapping(FLAGS);
        route.put("INBOX", mail("a", "\\Seen $Label1 NonJunk"), mail("b", ""));
        route.start().pass();
        assertThat(there("INBOX")).containsExactly("a \\Seen Important Moved", "b Moved");
        assertThat(route.ledgerStates().values()).containsOnly("COPIED mapped by mapping.yaml");
        assertNoDifference(2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void mappedFlagsShouldStaySoInLaterPasses(boolean modSeq) throws Exception {
        mapping(FLAGS);
        if (!modSeq) {
            route.source.faults().lack(StoreCapability.CHANGES);
        }
        route.put("A", mail("a", "$Label1 $Label2 NonJunk"), mail("b", ""), mail("c", "\\Flagged"));
        route.start().pass();
        for (int i = 0; i < 3; i++) {
            MailboxResult result = route.restart().passOfAlice();
            assertThat(result.counts().attributesChanged()).isZero();
        }
        flag(route.source, "A", 1, "$Label2 \\Seen NonJunk"); // one of two that are one there
        flag(route.source, "A", 2, "$Label1 NonJunk");
        flag(route.source, "A", 3, "");
        route.restart().pass();
        assertThat(there("A"))
                .containsExactly("a \\Seen Important Moved", "b Important Moved", "c Moved");
        assertNoDifference(3);
        flag(route.source, "A", 1, "");
        flag(route.source, "A", 2, "");
        route.restart().pass();
        assertThat(there("A")).containsExactly("a Moved", "b Moved", "c Moved");
        assertThat(route.restart().passOfAlice().counts().attributesChanged()).isZero();
        assertNoDifference(3);
    }

    @Test
    void whatTheOwnerDoesToMappedFlagsShouldStay() throws Exception {
        mapping(FLAGS);
        route.put("A", mail("a", "$Label1"));
        route.start().pass();
        flag(route.destination, "A", 1, "mine"); // neither Important nor Moved any more
        flag(route.source, "A", 1, "$Label1 \\Seen NonJunk");
        route.restart().pass();
        assertThat(there("A")).containsExactly("a \\Seen mine");
        route.restart().pass();
        assertThat(there("A")).containsExactly("a \\Seen mine");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void changedRulesForFlagsShouldReachAllCopiesWithTheNextPass(boolean modSeq) throws Exception {
        mapping(FLAGS);
        if (!modSeq) {
            route.source.faults().lack(StoreCapability.CHANGES);
        }
        route.put("A", mail("a", "$Label1"), mail("b", "NonJunk"), mail("c", "\\Seen"));
        route.start().pass();
        flag(route.destination, "A", 3, "\\Seen Moved mine");
        mapping("message: { flags: { rename: { $Label1: Urgent }, add: [ Migrated ] } }");
        assertThat(route.restart().passOfAlice().counts().copied()).isZero();
        assertThat(there("A"))
                .containsExactly(
                        "a Migrated Urgent", "b Migrated NonJunk", "c \\Seen Migrated mine");
        flag(route.destination, "A", 3, "\\Seen Migrated");
        assertNoDifference(3);
        Files.delete(folder.resolve("mapping.yaml")); // the shipped one maps nothing
        route.restart().pass();
        assertThat(there("A")).containsExactly("a $Label1", "b NonJunk", "c \\Seen");
        assertNoDifference(3);
    }

    @Test
    void anotherCommentShouldBeNoOtherRule() throws Exception {
        mapping(FLAGS);
        route.put("A", mail("a", "$Label1"));
        String before = route.start().consumer().settings().rules();
        mapping("# said differently\n" + FLAGS);
        assertThat(route.restart().consumer().settings().rules()).isEqualTo(before);
        mapping("message: { flags: { drop: [ x ] } }");
        assertThat(route.restart().consumer().settings().rules()).isNotEqualTo(before);
    }

    @Test
    void stepThatComesLaterShouldLeaveOlderCopiesAlone() throws Exception {
        mapping(FLAGS);
        route.step("");
        route.put("A", mail("a", "$Label1"));
        route.start().pass();
        route.put("A", mail("b", "$Label1"));
        flag(route.source, "A", 1, "$Label1 \\Flagged");
        route.step(STEP).restart().pass();
        assertThat(there("A")).containsExactly("a \\Flagged $Label1", "b Important Moved");
        assertNoDifference(2);
    }

    @Test
    void stepThatIsTakenOutShouldGoOnForCopiesThatItHasMapped() throws Exception {
        mapping(FLAGS);
        route.put("A", mail("a", "$Label1"));
        route.start().pass();
        route.put("A", mail("b", "$Label1"));
        flag(route.source, "A", 1, "$Label1 \\Flagged");
        route.step("").restart().pass();
        assertThat(there("A")).containsExactly("a $Flag Important Moved", "b $Label1");
        assertNoDifference(2);
    }

    @Test
    void copiesOfAMappingThatIsGoneShouldKeepTheirFlagsUntilItIsBack() throws Exception {
        Files.writeString(folder.resolve("own.yaml"), FLAGS);
        route.step("- bean: { ref: propertyMapping, method: \"map('own.yaml')\" }");
        route.put("A", mail("a", "$Label1"));
        route.start().pass();
        Files.delete(folder.resolve("own.yaml"));
        flag(route.source, "A", 1, "$Label1 \\Seen");
        MailboxResult result = route.step("").restart().passOfAlice();
        assertThat(there("A")).containsExactly("a Important Moved");
        assertThat(result.counts().remarks())
                .singleElement()
                .asString()
                .contains("mapped by own.yaml", "Put it back");
        Files.writeString(folder.resolve("own.yaml"), FLAGS);
        flag(route.source, "A", 1, "$Label1 \\Seen \\Answered");
        route.restart().pass();
        assertThat(there("A")).containsExactly("a \\Answered \\Seen Important Moved");
    }

    @Test
    void stepsShouldWorkOneBehindTheOther() throws Exception {
        mapping("message: { flags: { rename: { Spam: NonJunk } }, folders: { A: B } }");
        Files.writeString(
                folder.resolve("more.yaml"),
                "message: { folders: { B: C/B }, flags: { add: [ x ] } }");
        route.step(
                STEP
                        + "\n        - bean: { ref: propertyMapping, method: \"map('junk-keywords.yaml')\" }"
                        + "\n        - bean: { ref: propertyMapping, method: \"map('more.yaml')\" }");
        route.put("A", mail("a", "Spam Junk"));
        route.start().pass();
        assertThat(there("C/B")).containsExactly("a $Junk $NotJunk x");
        assertThat(counts()).containsOnlyKeys("INBOX", "C", "C/B");
        flag(route.source, "A", 1, "Junk");
        route.restart().pass();
        assertThat(there("C/B")).containsExactly("a $Junk x");
        assertNoDifference(1);
    }

    /** In one branch, and to one of two ends. */
    @Test
    void onlyWhatWentThroughTheStepShouldBeMapped() throws Exception {
        MemoryStore archive = new MemoryStore("archive");
        mapping(FLAGS);
        route.step(
                "- choice:\n"
                        + "              when:\n"
                        + "                - simple: \"${header.CamelMailboxFields[Subject]} == 'a'\"\n"
                        + "                  steps: [ { bean: { ref: propertyMapping } } ]");
        route.further(archive);
        route.put("A", mail("a", "$Label1"), mail("b", "$Label1"));
        route.start().pass();
        flag(route.source, "A", 1, "$Label2 \\Seen");
        flag(route.source, "A", 2, "$Label2 \\Seen");
        route.restart().pass();
        assertThat(there("A")).containsExactly("a \\Seen Important Moved", "b \\Seen $Label2");
        assertNoDifference(2);
    }

    @Test
    void oneOfTwoEndsShouldBeMapped() throws Exception {
        MemoryStore archive = new MemoryStore("archive");
        mapping(FLAGS + "  folders: { A: B }\n");
        route.step("").further(archive);
        route.inBlock(
                "- multicast:\n"
                        + "                              steps:\n"
                        + "                                - to: { uri: \"mailbox:archive\" }\n"
                        + "                                - pipeline:\n"
                        + "                                    steps:\n"
                        + "                                      - bean: { ref: propertyMapping }\n"
                        + "                                      - TO");
        route.put("A", mail("a", "$Label1"));
        route.start().pass();
        flag(route.source, "A", 1, "$Label2");
        route.restart().pass();
        assertThat(there("B")).containsExactly("a Important Moved");
        assertThat(counts()).containsOnlyKeys("INBOX", "B");
        assertThat(RouteFixture.messages(archive, RouteFixture.MAILBOX, "A"))
                .singleElement()
                .asString()
                .contains(" $Label2\n");
        assertNoDifference(2);
    }

    @Test
    void stepThatTakesHeadersAwayShouldNotTakeTheMapping() throws Exception {
        mapping(FLAGS + "  folders: { A: B }\n");
        route.inBlock("- removeHeaders: { pattern: \"*\" }\n              - TO");
        route.put("A", mail("a", "$Label1"));
        route.start().pass();
        flag(route.source, "A", 1, "$Label1 $Label2 NonJunk");
        route.restart().pass();
        assertThat(there("B")).containsExactly("a Important Moved");
        assertNoDifference(1);
    }

    @Test
    void foldersShouldGoWhereTheRulesSayAndNoOldNameBeMade() throws Exception {
        mapping("message: { folders: { Archive/*: Old/*, Gesendet: Sent, Empty: Void } }");
        route.put("Archive/2019", mail("a", ""));
        route.put("Archive/2019/May", mail("b", ""));
        route.put("Gesendet", mail("c", ""));
        route.put("Empty");
        route.start().pass();
        assertThat(counts())
                .isEqualTo(
                        Map.of(
                                "INBOX", 0L,
                                "Archive", 0L,
                                "Old", 0L,
                                "Old/2019", 1L,
                                "Old/2019/May", 1L,
                                "Sent", 1L,
                                "Void", 0L));
        assertNoDifference(3);
        flag(route.source, "Archive/2019", 1, "\\Seen");
        route.put("Archive/2019", mail("d", ""));
        route.restart().pass();
        assertThat(there("Old/2019")).containsExactly("a \\Seen", "d");
        assertNoDifference(4);
    }

    @Test
    void prefixAndFolderMapShouldWorkOnTheNewName() throws Exception {
        mapping("message: { folders: { A: B, C: D } }");
        Files.writeString(folder.resolve("map"), "D -> Elsewhere\n");
        route.producer("folderPrefix: Alice, folderMap: map");
        route.put("A", mail("a", ""));
        route.put("C", mail("c", ""));
        route.start().pass();
        assertThat(counts())
                .isEqualTo(
                        Map.of(
                                "INBOX",
                                0L,
                                "Alice",
                                0L,
                                "Alice/INBOX",
                                0L,
                                "Alice/B",
                                1L,
                                "Elsewhere",
                                1L));
        assertNoDifference(2);
    }

    @Test
    void changedRulesForFoldersShouldMoveNothingThatIsThere() throws Exception {
        mapping("message: { folders: { A: B } }");
        route.put("A", mail("a", ""));
        route.start().pass();
        mapping("message: { folders: { A: C } }");
        route.put("A", mail("b", ""));
        flag(route.source, "A", 1, "\\Seen");
        route.restart().pass();
        assertThat(there("B")).containsExactly("a \\Seen");
        assertThat(there("C")).containsExactly("b");
        assertNoDifference(2);
    }

    @Test
    void foldersMappedForSomeItemsOnlyShouldBeMadeForTheOthers() throws Exception {
        mapping("message: { folders: { A: B } }");
        route.step(
                "- filter:\n"
                        + "              simple: \"${header.CamelMailboxFields[Subject]} == 'a'\"\n"
                        + "              steps: [ { bean: { ref: propertyMapping } } ]");
        route.put("A", mail("a", ""), mail("b", ""));
        route.start().pass();
        assertThat(counts()).isEqualTo(Map.of("INBOX", 0L, "A", 1L, "B", 1L));
        assertNoDifference(2);
    }

    @Test
    void addressesShouldBeNotedSoThatVerifyKnows() throws Exception {
        mapping(ADDRESSES);
        route.put("A", mail("a", "\\Seen"), Messages.plain("without"));
        route.start().pass();
        assertThat(route.atDestination("A").get(0)).contains("From: a@new.example\r\n");
        assertThat(route.atDestination("A").get(1)).isEqualTo(route.atSource("A").get(1));
        assertThat(route.ledgerStates())
                .containsEntry("A 1", "COPIED converted: addresses in From; mapped by mapping.yaml")
                .containsEntry("A 2", "COPIED mapped by mapping.yaml");
        for (boolean content : new boolean[] {false, true}) {
            List<String> differences = new ArrayList<>();
            VerifyResult result = route.verify(content, differences);
            assertThat(differences).containsExactly("converted A 1 <a@x>  | addresses in From");
            assertThat(result.counts().faults()).isZero();
            assertThat(result.counts().equal()).isEqualTo(1);
        }
        flag(route.source, "A", 1, "");
        route.restart().pass();
        assertThat(there("A").get(0)).isEqualTo("a");
    }

    @Test
    void changedRulesForAddressesShouldLeaveCopiesAsTheyAre() throws Exception {
        mapping(ADDRESSES);
        route.put("A", mail("a", ""));
        route.start().pass();
        mapping(ADDRESSES.replace("@new.example", "@newest.example"));
        route.put("A", mail("b", ""));
        assertThat(route.restart().passOfAlice().counts().copied()).isEqualTo(1);
        assertThat(route.atDestination("A").get(0)).contains("a@new.example");
        assertThat(route.atDestination("A").get(1)).contains("a@newest.example");
    }

    /** It arrived, and the connection was lost before that was said. */
    @Test
    void mappedItemsShouldBeFoundAgainAfterACut() throws Exception {
        mapping(FLAGS + "  folders: { A: B }\n" + ADDRESSES.replace("message:\n", ""));
        route.put("A", mail("a", "$Label1"), mail("b", ""));
        route.destination.faults().failNextAppend(AppendFault.LOST_AFTER);
        assertThat(route.start().passOfAlice().counts().copied()).isEqualTo(2);
        assertThat(there("B")).containsExactlyInAnyOrder("a Important Moved", "b Moved");
        assertThat(route.ledgerStates().values())
                .containsOnly("COPIED converted: addresses in From; mapped by mapping.yaml");
        flag(route.source, "A", 1, "$Label2");
        assertThat(route.restart().passOfAlice().counts().attributesChanged()).isZero();
    }

    @Test
    void adoptedCopyShouldBeMappedInLaterPasses() throws Exception {
        mapping(FLAGS + ADDRESSES.replace("message:\n", ""));
        RouteFixture.put(route.destination, RouteFixture.MAILBOX, "A", mail("a", ""));
        route.put("A", mail("a", ""));
        route.producer("adopt: true").start().pass();
        assertThat(route.ledgerStates())
                .containsEntry("A 1", "COPIED mapped by mapping.yaml; adopted");
        flag(route.source, "A", 1, "$Label1 NonJunk");
        route.restart().pass();
        assertThat(there("A")).containsExactly("a Important");
    }

    @Test
    void refusedItemShouldBeMappedWhenItIsSentAgain() throws Exception {
        mapping(FLAGS + "  folders: { A: B }\n");
        route.put("A", mail("a", "$Label1"));
        route.destination.faults().refuse(item -> true);
        route.start().pass();
        route.destination.faults().clear();
        assertThat(route.retryOfAlice().counts().copied()).isEqualTo(1);
        assertThat(there("B")).containsExactly("a Important Moved");
        assertNoDifference(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- bean: { ref: propertyMapping }",
                "- process: { ref: propertyMapping }",
                "- to: { uri: \"bean:propertyMapping\" }",
                "- to: { uri: \"bean://propertyMapping\" }",
                "- bean: { ref: propertyMapping, method: process }",
                "- choice: { when: [ { simple: \"true\", steps: [ { bean: { ref: propertyMapping } } ] } ] }"
            })
    void mistakeShouldBeRefusedWhenTheRouteLoads(String step) throws Exception {
        mapping("message:\n  flags:\n    droop: [ a ]\n");
        route.step(step);
        assertThatThrownBy(route::start)
                .hasMessage(
                        folder.resolve("mapping.yaml")
                                + ", line 3: 'flags' has no property 'droop'. Did you mean 'drop'?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"map(${header.x})", "map('${header.x}')", "map"})
    void methodThatNamesNoFileShouldBeRefusedWhenTheRouteLoads(String method) {
        route.step("- bean: { ref: propertyMapping, method: \"" + method + "\" }");
        assertThatThrownBy(route::start)
                .hasMessage(
                        "route acme: the bean propertyMapping has no method '"
                                + method
                                + "'. Write method: \"map('keywords.yaml')\" to name a file, or"
                                + " none for mapping.yaml.");
    }

    @Test
    void fileThatIsNotThereShouldBeRefusedWhenTheRouteLoads() {
        route.step("- bean: { ref: propertyMapping, method: \"map('none.yaml')\" }");
        assertThatThrownBy(route::start)
                .hasMessageStartingWith(
                        folder.resolve("none.yaml") + ": there is no such mapping file");
    }
}
