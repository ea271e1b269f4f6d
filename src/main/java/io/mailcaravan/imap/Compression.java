package io.mailcaravan.imap;

import io.mailcaravan.imap.ImapSettings.Compress;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;

/** Switches compression on as configured (RFC 4978). */
final class Compression {
    private Compression() {}

    /** Takes one round trip where it is wanted: nothing may be sent before the server's OK. */
    static void start(Wire wire, Capabilities announced, Compress compress)
            throws MailboxException {
        boolean offered = announced.has("COMPRESS=DEFLATE");
        if (compress == Compress.NEVER || (compress == Compress.AUTO && !offered)) {
            return;
        }
        if (!offered) {
            throw impossible(wire.mailbox(), "the server does not offer COMPRESS=DEFLATE");
        }
        wire.doing("switching compression on");
        ServerLine end = wire.readTo(wire.send("COMPRESS DEFLATE"), line -> {});
        if (end.isOK()) {
            wire.startCompression();
        } else if (compress == Compress.ALWAYS) {
            throw impossible(
                    wire.mailbox(),
                    "the server does not compress: it says \"" + end.words() + "\"");
        }
    }

    private static MailboxException impossible(ServerMailbox mailbox, String why) {
        return new MailboxException(
                Scope.STORE,
                Retry.NEVER,
                mailbox + ": " + why,
                "Set caravan.stores." + mailbox.store() + ".compress=auto or never.");
    }
}
