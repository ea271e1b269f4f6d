package io.mailcaravan.store.imap;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.testkit.DovecotContainer;
import io.mailcaravan.testkit.Oddity;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testcontainers.DockerClientFactory;

/** The contract on a real Dovecot, as it comes and with parts of it switched off. */
class DovecotImapStoreIT {
    private static DovecotContainer slash;
    private static DovecotContainer dot;
    private static Path caFile;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        assumeTrue(DockerClientFactory.instance().isDockerAvailable(), "no container engine");
        slash = new DovecotContainer().withEnv("QUOTA", "1G").withEnv("COMPRESS", "1");
        slash.start();
        caFile = slash.caFile(folder);
        dot =
                new DovecotContainer()
                        .withEnv("SEPARATOR", ".")
                        .withEnv("PREFIX", "INBOX.")
                        .withEnv("FORMAT", "sdbox");
        dot.start();
    }

    @AfterAll
    static void stop() {
        if (slash != null) {
            slash.stop();
        }
        if (dot != null) {
            dot.stop();
        }
    }

    /** A fresh mailbox a test. */
    abstract static class OnDovecot extends ImapServerContract {
        /** All but the last date: Dovecot takes the present for a date in the future. */
        @Override
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "1971-01-01T00:00:01Z",
                    "1999-12-31T23:59:59Z",
                    "2020-02-29T12:00:00Z",
                    "2021-03-28T00:59:59Z",
                    "2021-03-28T01:00:00Z",
                    "2021-10-31T00:30:00Z",
                    "2021-10-31T01:30:00Z"
                })
        public void appendShouldPreserveInternalDate(String date) throws Exception {
            super.appendShouldPreserveInternalDate(date);
        }

        @Override
        public boolean givesRoles() {
            return false; // Dovecot 2.3 takes roles from its configuration only
        }

        @Override
        public Optional<String> cannotKeep(Oddity oddity) {
            return switch (oddity) {
                case NUL_BYTE -> Optional.of("Dovecot 2.3 writes 0x80 for NUL");
                case BARE_LF, MIXED_LINE_ENDS -> Optional.of("Dovecot 2.3 ends lines with CRLF");
                default -> Optional.empty();
            };
        }
    }

    @Nested
    class AsItComes extends OnDovecot {
        @Override
        MailboxStore open(Path spool) {
            return ImapStores.plain(slash.plainPort(), spool);
        }
    }

    @Nested
    class OverTls extends OnDovecot {
        @Override
        MailboxStore open(Path spool) {
            return ImapStores.of(slash.tlsPort(), spool, Map.of("ca-file", caFile.toString()));
        }
    }

    @Nested
    class Compressed extends OnDovecot {
        @Override
        MailboxStore open(Path spool) {
            return ImapStores.plain(slash.plainPort(), spool, "compress", "always");
        }
    }

    @Nested
    class CompressedInTls extends OnDovecot {
        @Override
        MailboxStore open(Path spool) {
            Map<String, String> settings =
                    Map.of("ca-file", caFile.toString(), "compress", "always");
            return ImapStores.of(slash.tlsPort(), spool, settings);
        }
    }

    @Nested
    class WithInboxPrefixAndDots extends OnDovecot {
        @Override
        MailboxStore open(Path spool) {
            return ImapStores.plain(dot.plainPort(), spool);
        }

        @Override
        @Disabled("below the prefix INBOX. a child of INBOX and a top folder are the same")
        @Test
        public void folderBelowInboxShouldBeKeptOrRefused() {}
    }

    @Nested
    class WithoutMultiappend extends OnDovecot {
        @Override
        MailboxStore open(Path spool) {
            return ImapStores.plain(
                    slash.plainPort(), spool, "disable-extensions", "MULTIAPPEND, ESEARCH");
        }
    }

    @Nested
    class WithoutAnyExtension extends OnDovecot {
        @Override
        MailboxStore open(Path spool) {
            return ImapStores.plain(
                    slash.plainPort(),
                    spool,
                    "disable-extensions",
                    "MULTIAPPEND,LITERAL+,UIDPLUS,SPECIAL-USE,NAMESPACE,LIST-EXTENDED,ESEARCH,"
                            + "CONDSTORE,QRESYNC,SASL-IR,AUTH=PLAIN,ENABLE");
        }
    }

    @Nested
    class MultiappendWithSynchronizingLiterals extends OnDovecot {
        @Override
        MailboxStore open(Path spool) {
            return ImapStores.plain(dot.plainPort(), spool, "disable-extensions", "LITERAL+");
        }

        @Override
        @Disabled("below the prefix INBOX. a child of INBOX and a top folder are the same")
        @Test
        public void folderBelowInboxShouldBeKeptOrRefused() {}
    }
}
