package io.mailcaravan.imap;

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

    private final GreetingBounds bounds;

    /**
     * @param bounds what may be read before the sign-in
     */
    PromptSocket(GreetingBounds bounds) throws IOException {
        this.bounds = bounds;
        setTcpNoDelay(true);
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new Prompt(super.getInputStream());
    }

    private final class Prompt extends FilterInputStream {
        Prompt(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (quickAck) {
                // Linux falls back to delaying by itself, so it is told each time
                setOption(ExtendedSocketOptions.TCP_QUICKACK, true);
            }
            int count = in.read(bytes, offset, length);
            bounds.came(count);
            return count;
        }
    }
}
