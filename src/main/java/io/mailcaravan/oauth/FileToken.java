package io.mailcaravan.oauth;

import io.mailcaravan.mailbox.FileErrors;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** A token from outside, in a file that somebody renews: read again for each sign-in. */
record FileToken(String store, Path file, Clock clock) implements TokenSource {

    /** What is larger is no token. */
    private static final long MOST = 1 << 16;

    @Override
    public boolean isPerMailbox() {
        return false;
    }

    @Override
    public AccessToken request(String mailbox) throws MailboxException {
        try {
            String text = Files.size(file) > MOST ? "" : Files.readString(file).strip();
            if (text.isEmpty() || !text.chars().allMatch(c -> c > ' ' && c < 127)) {
                throw none("holds no token, which is one line of letters, digits and signs", null);
            }
            return new AccessToken(new Secret(text), clock.instant(), Optional.of(Duration.ZERO));
        } catch (IOException e) {
            throw none("cannot be read: " + FileErrors.words(e), e);
        }
    }

    private MailboxException none(String why, IOException cause) {
        return new MailboxException(
                Scope.STORE,
                Retry.LATER,
                "Store " + store + ": the file " + file + " " + why,
                "Look at caravan.stores." + store + ".oauth.access-token-file.",
                cause);
    }
}
