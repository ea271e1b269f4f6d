package io.mailcaravan.misbehaving;

import io.mailcaravan.mailbox.FolderPath;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.angus.mail.imap.protocol.BASE64MailboxDecoder;
import org.eclipse.angus.mail.imap.protocol.BASE64MailboxEncoder;

/** What one person has on one server; whoever uses it holds its lock. */
final class StoredMailbox {
    /** {@code INBOX.} or nothing: where the personal folders are. */
    final String prefix;

    /** 0 where folders cannot hold folders. */
    final char separator;

    private final Map<String, StoredFolder> folders = new LinkedHashMap<>();
    private long nextUidValidity;

    StoredMailbox(String prefix, char separator, long firstUidValidity) {
        this.prefix = prefix;
        this.separator = separator;
        this.nextUidValidity = firstUidValidity;
        create("INBOX");
    }

    /** Under the name that this server has for the path. */
    StoredFolder create(FolderPath path) {
        return create(name(path));
    }

    /** Gives the one that is there, if there is one. */
    StoredFolder create(String name) {
        StoredFolder there = folder(name);
        if (there == null) {
            there = new StoredFolder(path(name), name, nextUidValidity++);
            folders.put(name, there);
        }
        return there;
    }

    /** Null where there is none. */
    StoredFolder folder(String name) {
        return folders.get(name.equalsIgnoreCase("INBOX") ? "INBOX" : name);
    }

    List<StoredFolder> folders() {
        return List.copyOf(folders.values());
    }

    List<StoredMessage> messages() {
        return folders.values().stream().flatMap(folder -> folder.messages.stream()).toList();
    }

    /** A number that no folder has had. */
    long freshUidValidity() {
        return nextUidValidity++;
    }

    private String name(FolderPath path) {
        if (path.isInbox()) {
            return "INBOX";
        }
        String joint = separator == 0 ? "" : String.valueOf(separator);
        return prefix
                + path.names().stream()
                        .map(BASE64MailboxEncoder::encode)
                        .collect(Collectors.joining(joint));
    }

    private FolderPath path(String name) {
        String own = name.startsWith(prefix) ? name.substring(prefix.length()) : name;
        List<String> names =
                separator == 0
                        ? List.of(own)
                        : Arrays.asList(own.split(Pattern.quote(String.valueOf(separator))));
        return new FolderPath(
                names.stream().filter(it -> !it.isEmpty()).map(StoredMailbox::decoded).toList());
    }

    /** Names in plain UTF-8 break the rules and exist. */
    private static String decoded(String name) {
        return name.chars().anyMatch(c -> c > 0x7e)
                ? new String(CommandReader.bytes(name), StandardCharsets.UTF_8)
                : BASE64MailboxDecoder.decode(name);
    }

    /** Everything, for comparison. */
    @Override
    public synchronized String toString() {
        return folders.values().stream()
                .map(StoredFolder::toString)
                .collect(Collectors.joining("\n"));
    }
}
