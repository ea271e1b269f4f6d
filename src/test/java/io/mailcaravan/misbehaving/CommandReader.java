package io.mailcaravan.misbehaving;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads commands with their literals. */
public final class CommandReader {
    private static final Pattern LITERAL = Pattern.compile("\\{(\\d+)(\\+?)}$");
    private static final int LONGEST_LITERAL = 1 << 26;

    private final InputStream in;

    public CommandReader(InputStream in) {
        this.in = in;
    }

    /** Asked about each literal. */
    public interface Literals {
        /**
         * Before its bytes are read: says {@code +} where the client waits for that.
         *
         * @param number of the literal in its command, from 0
         * @return false when it is refused; only where the client waits
         */
        boolean begins(String tag, String text, int number, boolean waits) throws IOException;

        /** After half of it. */
        void half(String text) throws IOException;
    }

    /** The next command; null for one whose literal was refused. */
    public Command next(Literals literals) throws IOException {
        StringBuilder text = new StringBuilder();
        List<byte[]> bytes = new ArrayList<>();
        while (true) {
            String line = line();
            Matcher literal = LITERAL.matcher(line);
            text.append(line);
            if (!literal.find()) {
                return command(text.toString(), bytes);
            }
            int size = Integer.parseInt(literal.group(1));
            if (size > LONGEST_LITERAL) {
                throw new IOException("a literal of " + size);
            }
            Command soFar = command(text.toString(), bytes);
            boolean waits = literal.group(2).isEmpty();
            if (!literals.begins(soFar.tag(), soFar.text(), bytes.size(), waits)) {
                return null;
            }
            bytes.add(literal(soFar, size, literals));
        }
    }

    private byte[] literal(Command soFar, int size, Literals literals) throws IOException {
        byte[] literal = new byte[size];
        int half = size / 2;
        read(literal, 0, half);
        literals.half(soFar.text());
        read(literal, half, size);
        return literal;
    }

    private void read(byte[] to, int from, int end) throws IOException {
        if (in.readNBytes(to, from, end - from) < end - from) {
            throw new EOFException();
        }
    }

    private static Command command(String text, List<byte[]> literals) {
        int space = text.indexOf(' ');
        return space < 0
                ? new Command(text, "", literals)
                : new Command(text.substring(0, space), text.substring(space + 1), literals);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        int b;
        while ((b = in.read()) != '\n') {
            if (b < 0) {
                throw new EOFException();
            }
            line.append((char) b);
        }
        int end = line.length();
        return line.substring(0, end > 0 && line.charAt(end - 1) == '\r' ? end - 1 : end);
    }

    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
