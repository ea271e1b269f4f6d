package io.mailcaravan;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import io.mailcaravan.config.CommonSettings;
import io.mailcaravan.config.StoreSettings;
import io.mailcaravan.imap.settings.ImapServerSettings;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ciphers of AWS-LC below Java's TLS. Java's own AES-GCM is fast only in code that the second
 * compiler has made: 18 MB/s before that, and {@code ./caravan} leaves that compiler out.
 */
final class NativeCiphers {

    private static final Logger LOG = LoggerFactory.getLogger(NativeCiphers.class);

    /** The types of stores that talk to IMAP servers. */
    private static final Set<String> IMAP = Set.of("gmail", "imap");

    private NativeCiphers() {}

    /** Loads them if a store is going to need them; Java's own remain where they cannot be. */
    static void useFor(List<StoreSettings> stores) {
        if (stores.stream().noneMatch(NativeCiphers::isEncrypted)) {
            return;
        }
        AmazonCorrettoCryptoProvider.install();
        Throwable problem = AmazonCorrettoCryptoProvider.INSTANCE.getLoadingError();
        if (problem != null) {
            LOG.info(
                    "TLS is going to be slow: its native ciphers cannot be loaded here ({}). Set"
                            + " CARAVAN_JAVA_OPTS=-XX:TieredStopAtLevel=4 to make Java's own faster.",
                    problem.toString());
        }
    }

    private static boolean isEncrypted(StoreSettings store) {
        return store.text(CommonSettings.TYPE).filter(IMAP::contains).isPresent()
                && store.with(List.of(ImapServerSettings.TLS))
                        .text(ImapServerSettings.TLS)
                        .filter("none"::equals)
                        .isEmpty();
    }
}
