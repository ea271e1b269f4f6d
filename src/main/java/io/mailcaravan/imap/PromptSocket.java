package io.mailcaravan.imap;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import jdk.net.ExtendedSocketOptions;
import org.eclipse.angus.mail.util.WriteTimeoutSocket;

/**
 * A socket that neither holds back what is written nor the acknowledgement of what is read. A
 * server that writes an answer in pieces and leaves Nagle's delay on (GreenMail does) else waits 40
 * ms for it at every command.
 */
final class PromptSocket extends WriteTimeoutSocket {
    private final Socket below;
    private final boolean quickAck;
    private final GreetingBounds bounds;

    /**
     * @param below through which it does everything, connected or not yet
     * @param bounds what may be read before the sign-in
     * @param writeTimeout for which a write may wait before the socket is closed
     * @param timer which closes it then
     */
    PromptSocket(
            Socket below,
            GreetingBounds bounds,
            Duration writeTimeout,
            ScheduledExecutorService timer)
            throws IOException {
        super(below, (int) Math.min(writeTimeout.toMillis(), Integer.MAX_VALUE), timer);
        this.below = below;
        this.quickAck = below.supportedOptions().contains(ExtendedSocketOptions.TCP_QUICKACK);
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
                below.setOption(ExtendedSocketOptions.TCP_QUICKACK, true);
            }
            int count = in.read(bytes, offset, length);
            bounds.came(count);
            return count;
        }
    }
}
