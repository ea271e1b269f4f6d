package io.mailcaravan.store.maildir;

import io.mailcaravan.disk.PlainFiles;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is told of a message without reading it, if that is possible.
 *
 * @param date INTERNALDATE
 * @param size bytes with CRLF line ends; of what is no readable file, what the system says
 */
record FileFacts(Instant date, long size) {

    /** The time of delivery, with which most programs begin a name. */
    private static final Pattern DELIVERED = Pattern.compile("(?s)(\\d{9,10})\\..*");

    private static final Instant NO_TIME = Instant.EPOCH.plus(1, ChronoUnit.DAYS);

    /**
     * @throws NoSuchFileException when the file has gone or has another name by now
     */
    static FileFacts of(Path folder, MessageFile file) throws IOException {
        if (file.ours() && file.fileSize().isPresent()) {
            return new FileFacts(file.nameDate(), file.fileSize().getAsLong());
        }
        BasicFileAttributes attributes = PlainFiles.look(file.in(folder));
        return new FileFacts(date(file, attributes), size(folder, file, attributes));
    }

    /** INTERNALDATE alone. */
    static Instant date(Path folder, MessageFile file) throws IOException {
        return file.ours() ? file.nameDate() : date(file, PlainFiles.look(file.in(folder)));
    }

    private static Instant date(MessageFile file, BasicFileAttributes attributes) {
        if (file.ours()) {
            return file.nameDate();
        }
        Instant time = attributes.lastModifiedTime().toInstant().truncatedTo(ChronoUnit.SECONDS);
        // a copy that lost its times has 1970; no mail is that old
        Matcher name = DELIVERED.matcher(file.base());
        return time.isBefore(NO_TIME) && name.matches()
                ? Instant.ofEpochSecond(Long.parseLong(name.group(1)))
                : time;
    }

    private static long size(Path folder, MessageFile file, BasicFileAttributes attributes)
            throws IOException {
        if (!attributes.isRegularFile()) {
            return 0;
        }
        OptionalLong told = file.crlfSize();
        // each LF can have become two bytes, nothing can have gone
        if (told.isPresent()
                && told.getAsLong() >= attributes.size()
                && told.getAsLong() / 2 <= attributes.size()) {
            return told.getAsLong();
        }
        try {
            return MaildirContent.crlfSize(file.in(folder));
        } catch (NoSuchFileException e) {
            throw e;
        } catch (IOException e) {
            return attributes.size(); // the reason is told when it is read
        }
    }
}
