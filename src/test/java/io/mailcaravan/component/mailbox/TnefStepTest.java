package io.mailcaravan.component.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.convert.tnef.TnefMails;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.pass.MailboxResult;
import io.mailcaravan.store.memory.MemoryFaults.AppendFault;
import io.mailcaravan.testkit.Messages;
import io.mailcaravan.verify.VerifyResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A route with the step that converts TNEF. */
class TnefStepTest {

    private static final String STEP = "- bean: { ref: tnefToMime }";

    @TempDir Path folder;

    private RouteFixture route;

    @BeforeEach
    void prepare() throws IOException {
        route = new RouteFixture(folder).step(STEP);
    }

    @AfterEach
    void stop() throws Exception {
        route.close();
    }

    private static Item item(byte[] mail) {
        return Messages.item(mail, Flags.parse("\\Seen"), Messages.DATE);
    }

    private static String text(byte[] mail) {
        return Messages.DATE + " \\Seen\n" + new String(mail, StandardCharsets.ISO_8859_1);
    }

    @Test
    void convertedMessageShouldArriveOnceWithDateAndFlags() throws Exception {
        byte[] mail = TnefMails.mail("one");
        route.put("INBOX", item(mail), Messages.plain("without TNEF"));
        route.start().pass();
        assertThat(route.atDestination("INBOX"))
                .containsExactly(
                        text(TnefMails.converted(mail)), route.atSource("INBOX").getLast());
        assertThat(route.atSource("INBOX")).startsWith(text(mail));
        MailboxResult second = route.passOfAlice();
        assertThat(second.counts().copied()).isZero();
        assertThat(second.counts().unchanged()).isEqualTo(2);
        assertThat(route.ledgerStates())
                .containsEntry("INBOX 1", "COPIED converted: tnef")
                .containsEntry("INBOX 2", "COPIED ");
    }

    @Test
    void whatCannotBeConvertedShouldArriveAsItIsAndSayWhy() throws Exception {
        byte[] mail = TnefMails.hopeless("cut");
        route.put("INBOX", item(mail));
        route.start().pass();
        assertThat(route.atDestination("INBOX")).containsExactly(text(mail));
        assertThat(route.ledgerStates().get("INBOX 1")).startsWith("COPIED not converted: tnef, ");
    }

    @Test
    void reportShouldChangeNothing() throws Exception {
        route.step("- bean: { ref: tnefToMime, method: report }");
        route.put("INBOX", item(TnefMails.mail("one")));
        route.start().pass();
        assertThat(route.atDestination("INBOX")).isEqualTo(route.atSource("INBOX"));
        assertThat(route.ledgerStates())
                .containsEntry("INBOX 1", "COPIED only reported: tnef, converted");
    }

    @Test
    void verifyShouldSayThatTheConversionChangedIt() throws Exception {
        route.put("INBOX", item(TnefMails.mail("one")), item(TnefMails.hopeless("cut")));
        route.start().pass();
        for (boolean content : new boolean[] {false, true}) {
            List<String> differences = new ArrayList<>();
            VerifyResult result = route.verify(content, differences);
            assertThat(differences).containsExactly("converted INBOX 1 <one@test.example>  | tnef");
            assertThat(result.counts().faults()).isZero();
            assertThat(result.counts().equal()).isEqualTo(1);
        }
    }

    /** It arrived, and the connection was lost before that was said. */
    @Test
    void convertedMessageShouldBeFoundAgain() throws Exception {
        route.put("INBOX", item(TnefMails.mail("one")), item(TnefMails.mail("two")));
        route.destination.faults().failNextAppend(AppendFault.LOST_AFTER);
        MailboxResult result = route.start().passOfAlice();
        assertThat(result.counts().copied()).isEqualTo(2);
        assertThat(route.atDestination("INBOX")).hasSize(2);
        assertThat(route.ledgerStates().values()).containsOnly("COPIED converted: tnef");
    }

    @Test
    void otherUidValidityAtTheSourceShouldNotCopyAgain() throws Exception {
        route.put("INBOX", item(TnefMails.mail("one")), item(TnefMails.mail("two")));
        route.start().pass();
        route.source.renumber(RouteFixture.MAILBOX, FolderPath.INBOX);
        assertThat(route.passOfAlice().counts().adopted()).isEqualTo(2);
        assertThat(route.atDestination("INBOX")).hasSize(2);
    }

    @Test
    void otherUidValidityAtTheDestinationShouldNotHideConvertedMessages() throws Exception {
        route.put("INBOX", item(TnefMails.mail("one")), item(TnefMails.mail("two")));
        route.start().pass();
        route.destination.renumber(RouteFixture.MAILBOX, FolderPath.INBOX);
        VerifyResult result = route.verify(false, new ArrayList<>());
        assertThat(result.counts().faults()).isZero();
        assertThat(result.counts().extra()).isZero();
    }

    /** Another tool, or a pass before the step was there, has brought it as it was. */
    @Test
    void copyThatWasNotConvertedShouldBeAdoptedToo() throws Exception {
        Item item = item(TnefMails.mail("one"));
        RouteFixture.put(route.destination, RouteFixture.MAILBOX, "INBOX", item);
        route.put("INBOX", item);
        route.producer("createFolders: true, adopt: true").start().pass();
        assertThat(route.atDestination("INBOX")).hasSize(1);
        assertThat(route.ledgerStates()).containsEntry("INBOX 1", "COPIED adopted");
    }

    @Test
    void refusedMessageShouldBeKeptAsItWasRead() throws Exception {
        byte[] mail = TnefMails.mail("one");
        route.put("INBOX", item(mail));
        route.destination.faults().refuse(item -> true);
        route.start().pass();
        try (var files = java.nio.file.Files.walk(route.deadLetters())) {
            assertThat(files.filter(java.nio.file.Files::isRegularFile))
                    .singleElement()
                    .satisfies(file -> assertThat(file).hasBinaryContent(mail));
        }
        route.destination.faults().clear();
        assertThat(route.retryOfAlice().counts().copied()).isEqualTo(1);
        assertThat(route.atDestination("INBOX")).containsExactly(text(TnefMails.converted(mail)));
    }
}
