package io.mailcaravan.store.imap;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import jdk.net.ExtendedSocketOptions;

/**
 * A socket that neither holds back what is written nor the acknowledgement of what is read. A
 * server that writes an answer in pieces and leaves Nagle's delay on (GreenMail does) else waits 40
 * ms for it at every command.
 */
final class PromptSocket extends Socket {
    private final boolean quickAck =
            supportedOptions().contains(ExtendedSocketOptions.TCP_QUICKACK);

    PromptSocket() throws IOException {
        setTcpNoDelay(true);
    }

    @Override
    public InputStream getInputStream() throws IOException {
        InputStream in = super.getInputStream();
        return quickAck ? new QuickAck(in) : in;
    }

    private final class QuickAck extends FilterInputStream {
        QuickAck(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            // Linux falls back to delaying by itself, so it is told each time
            setOption(ExtendedSocketOptions.TCP_QUICKACK, true);
            return in.read(bytes, offset, length);
        }
    }
}
