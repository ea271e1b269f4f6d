package io.mailcaravan.store.imap;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.testkit.Oddity;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract on GreenMail, in this process. */
class ImapStoreTest extends ImapServerContract {
    private static GreenMail server;

    @BeforeAll
    static void start() {
        server = new GreenMail(ServerSetup.IMAP.dynamicPort());
        server.start();
    }

    @AfterAll
    static void stop() {
        server.stop();
    }

    @Override
    MailboxStore open(Path spoolFolder) {
        server.setUser(login().mailbox(), "secret");
        return ImapStores.plain(server.getImap().getPort(), spoolFolder);
    }

    @Override
    public Optional<String> cannotKeep(Oddity oddity) {
        return switch (oddity) {
            case BARE_LF, BARE_CR, EIGHT_BIT_HEADER, NO_BLANK_LINE ->
                    Optional.of("GreenMail writes headers anew");
            default -> Optional.empty();
        };
    }

    @Override
    @Disabled("GreenMail reads 12 o'clock as midnight and takes the JVM's time zone")
    @ParameterizedTest
    @ValueSource(strings = "2020-02-29T12:00:00Z")
    public void appendShouldPreserveInternalDate(String date) {}

    @Override
    @Disabled("GreenMail tells RFC822.SIZE without the header")
    @Test
    public void listShouldTellTheSizeOfOrdinaryMessages() {}

    @Override
    @Disabled("GreenMail tells RFC822.SIZE without the header")
    @Test
    public void fingerprintsFromTheFenceShouldTellOnlyWhatCameAfterIt() {}

    @Override
    @Disabled("GreenMail never takes a keyword away")
    @Test
    public void storedKeywordsShouldBeListed() {}

    @Override
    @Disabled("GreenMail lists names with quotes and backslashes unquoted")
    @ParameterizedTest
    @ValueSource(strings = "a\\b")
    public void awkwardFolderNameShouldBeKeptOrRefused(String name) {}
}
