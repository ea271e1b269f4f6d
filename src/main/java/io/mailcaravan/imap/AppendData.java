package io.mailcaravan.imap;

import io.mailcaravan.mailbox.Content;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.MailboxException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One message of an APPEND as it goes over the wire: flags, INTERNALDATE and the literal, streamed
 * from the content.
 *
 * @param flags those of the item that the folder keeps
 * @param utf8 in the form of RFC 6855, section 4, which 8-bit headers need
 */
record AppendData(Item item, Flags flags, boolean utf8) {

    /** The same without keywords. */
    AppendData withoutKeywords() {
        return new AppendData(item, new Flags(flags.system(), Set.of()), utf8);
    }

    /** What the folder does not keep. */
    Flags dropped() {
        return item.head().flags().without(flags);
    }

    /**
     * Writes it all, waiting for the server before the content where its literals need that.
     *
     * @return the refusal, or null when it was written
     */
    ServerLine write(Wire wire, Capabilities announced, String tag, Consumer<ServerLine> untagged)
            throws MailboxException {
        long size = item.content().size();
        boolean wait = !announced.nonSynchronizing(size);
        wire.write(
                " ("
                        + flags
                        + ")"
                        + InternalDates.argument(item.head().internalDate())
                        + (utf8 ? " UTF8 (~{" : " {")
                        + size
                        + (wait ? "}\r\n" : "+}\r\n"));
        if (wait) {
            wire.flush();
            ServerLine line = ImapSignIn.continued(wire, tag, untagged);
            if (!line.isContinuation()) {
                return line;
            }
        }
        wire.write(out -> write(item.content(), out));
        if (utf8) {
            wire.write(")");
        }
        return null;
    }

    private static void write(Content content, OutputStream out) throws IOException {
        Counting counting = new Counting(out);
        content.writeTo(counting);
        if (counting.count != content.size()) {
            // the server waits for what was announced: the connection is lost
            throw new IOException(
                    "a message of "
                            + content.size()
                            + " bytes gave "
                            + counting.count
                            + " when it was read");
        }
    }

    private static final class Counting extends FilterOutputStream {
        private long count;

        Counting(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            count++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            count += length;
        }
    }
}
