package io.mailcaravan.demo;

import java.lang.Thread.UncaughtExceptionHandler;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Keeps from the terminal what is no news in a demonstration: that loopback is not encrypted, and
 * that GreenMail's threads end with an exception at every LOGOUT, because they flush a socket that
 * they have just closed.
 */
final class ServerNoise {

    private static final Logger STORES = Logger.getLogger("io.mailcaravan.imap.ImapConnections");

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
        return isServers(thread) && error instanceof IllegalStateException;
    }

    private static boolean isServers(Thread thread) {
        return thread.getName().startsWith("imap:");
    }

    private void tell(Thread thread, Throwable error) {
        if (before != null) {
            before.uncaughtException(thread, error);
        } else {
            Logger.getLogger(thread.getName()).log(Level.SEVERE, "Uncaught", error);
        }
    }

    /**
     * Waits for the threads of servers that have stopped: they may have an exception yet to come.
     */
    void end() {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (isServers(thread)) {
                join(thread);
            }
        }
        STORES.setLevel(level);
        Thread.setDefaultUncaughtExceptionHandler(before);
    }

    private static void join(Thread thread) {
        try {
            thread.join(Duration.ofSeconds(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
