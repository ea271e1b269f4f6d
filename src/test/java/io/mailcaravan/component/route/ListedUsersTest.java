package io.mailcaravan.component.route;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.ForwardingStore;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.mailbox.Secret;
import io.mailcaravan.plan.MailboxPair;
import io.mailcaravan.store.memory.MemoryStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Lists for stores that sign in as one user. */
class ListedUsersTest {

    private static final MailboxStore MANY = new MemoryStore("many");
    private static final MailboxStore ONE =
            new ForwardingStore(new MemoryStore("one")) {
                @Override
                public Optional<String> soleMailbox() {
                    return Optional.of("admin");
                }
            };

    private static MailboxPair pair(String source, String destination, int line) {
        return new MailboxPair(source, destination, Optional.empty(), Optional.empty(), line);
    }

    private static void check(MailboxStore source, MailboxStore destination, MailboxPair... pairs) {
        ListedUsers.check(Path.of("list.csv"), List.of(pairs), source, List.of(destination));
    }

    @Test
    void twoMailboxesOfOneUserShouldBeRefused() {
        assertThatThrownBy(() -> check(ONE, MANY, pair("a", "a2", 2), pair("b", "b2", 3)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("list.csv, line 3")
                .hasMessageContaining("signs in as admin only, for mailbox b as for a on line 2")
                .hasMessageContaining("caravan.stores.one.username");
        assertThatThrownBy(() -> check(MANY, ONE, pair("a", "a2", 2), pair("b", "b2", 3)))
                .hasMessageContaining("for mailbox b2 as for a2");
    }

    @Test
    void severalMailboxesMayGoToOne() {
        assertThatCode(() -> check(MANY, ONE, pair("a", "all", 2), pair("b", "all", 3)))
                .doesNotThrowAnyException();
        assertThatCode(() -> check(ONE, ONE, pair("a", "b", 2))).doesNotThrowAnyException();
    }

    @Test
    void whoBringsAPasswordSignsInAsHimself() {
        Optional<Secret> own = Optional.of(new Secret("own"));
        assertThatCode(
                        () ->
                                check(
                                        ONE,
                                        MANY,
                                        new MailboxPair("a", "a2", own, Optional.empty(), 2),
                                        new MailboxPair("b", "b2", own, Optional.empty(), 3)))
                .doesNotThrowAnyException();
    }
}
