package io.mailcaravan.demo;

import java.lang.Thread.UncaughtExceptionHandler;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Keeps from the terminal what is no news in a demonstration: that loopback is not encrypted, and
 * that GreenMail's threads end with an exception at every LOGOUT, because they flush a socket that
 * they have just closed.
 */
final class ServerNoise {

    private static final Logger STORES = Logger.getLogger("io.mailcaravan.store.imap.ImapStore");

    private final UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
    private final Level level = STORES.getLevel();

    void begin() {
        STORES.setLevel(Level.SEVERE);
        Thread.setDefaultUncaughtExceptionHandler(
                (thread, error) -> {
                    if (!isLogout(thread, error)) {
                        tell(thread, error);
                    }
                });
    }

    private static boolean isLogout(Thread thread, Throwable error) {
        return thread.getName().startsWith("imap:") && error instanceof IllegalStateException;
    }

    private void tell(Thread thread, Throwable error) {
        if (before != null) {
            before.uncaughtException(thread, error);
        } else {
            Logger.getLogger(thread.getName()).log(Level.SEVERE, "Uncaught", error);
        }
    }

    void end() {
        STORES.setLevel(level);
        Thread.setDefaultUncaughtExceptionHandler(before);
    }
}
