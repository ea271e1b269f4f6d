package io.mailcaravan.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailcaravan.address.ServerAddress;
import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.MailboxException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a route and its stores are called, by which the ledger knows them again. */
class CopyProjectTest {

    private static final CopyRules ALL = new CopyRules(List.of(), List.of(), Optional.empty());

    private String host = "imap.old.example";

    private CopyProject project(String from, String to) throws MailboxException {
        EndReader reader =
                new EndReader(
                        (address, place, caFile) ->
                                new MailServer(
                                        ServerAddress.of(host, ServerAddress.IMPLICIT),
                                        address.localPart(),
                                        Map.of()));
        return CopyProject.of(
                reader.read("FROM", from, Optional.empty()),
                reader.read("TO", to, Optional.empty()),
                ALL);
    }

    @ParameterizedTest
    @CsvSource({
        "alice@old.example, maildir:/backup/alice",
        "imaps://alice@old.example, imaps://bob@old.example",
        "imaps://alice@old.example:993/, imap://bob@new.example"
    })
    void sameEndsShouldHaveTheSameName(String from, String to) throws MailboxException {
        CopyProject first = project(from, to);
        host = "mail.other.example";
        CopyProject again = project(from, to);
        assertThat(again.id()).isEqualTo(first.id()).startsWith("copy-alice");
        assertThat(again.source().store()).isEqualTo(first.source().store());
        assertThat(again.destination().store()).isEqualTo(first.destination().store());
        assertThat(again.source().mailbox()).isEqualTo(first.source().mailbox());
    }

    @ParameterizedTest
    @CsvSource({
        "imaps://b@x.example, imaps://b@x.example.to",
        "imaps://b@x.example, imaps://c@x.example",
        "b@x.example, imaps://b%40x.example@x.example",
        "b@x.example, imaps://b@x.example",
        "maildir:/tmp, mbox:/tmp"
    })
    void otherEndsShouldHaveOtherNames(String one, String other) throws MailboxException {
        String from = "imaps://alice@x.example";
        assertThat(project(from, one).id()).isNotEqualTo(project(from, other).id());
        assertThat(project(one, from).id()).isNotEqualTo(project(other, from).id());
    }

    @Test
    void storeOfBothEndsShouldBeTwoThatNoHostHas() throws MailboxException {
        String store = project("imaps://a@x.example", "imaps://b@x.example").destination().store();
        for (String other : List.of("x.example.to", "x.example-to", "x.example--to")) {
            assertThat(project("imaps://a@x.example", "imaps://b@" + other).destination().store())
                    .isNotEqualTo(store);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "imaps://Alice@x.example, imaps://alice@X.example:993",
        "alice@x.example, alice@X.EXAMPLE.",
        "maildir:/a/b, maildir:/a/./b/"
    })
    void mailboxShouldNotBeCopiedToItself(String from, String to) {
        assertThatThrownBy(() -> project(from, to))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("the same mailbox as FROM");
    }

    @Test
    void refreshTokenShouldBeThatOfTheUser() throws MailboxException {
        CopyEnd end =
                project("alice@old.example", "maildir:/b")
                        .source()
                        .with(Map.of("auth", "xoauth2", "oauth.refresh-token", "env:TOKEN"));
        assertThat(end.settings()).containsEntry("username", "alice");
    }
}
