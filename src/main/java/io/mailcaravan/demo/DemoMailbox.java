package io.mailcaravan.demo;

import io.mailcaravan.mailbox.FolderPath;
import java.util.List;

/**
 * A sample mailbox.
 *
 * @param source its name at the source
 * @param destination its name at the destination
 * @param password at both
 */
public record DemoMailbox(
        String source, String destination, String password, List<DemoFolder> folders) {

    /**
     * A folder of it.
     *
     * @param messages small ones
     * @param large bytes of one more message; 0 for none
     */
    public record DemoFolder(FolderPath path, int messages, int large) {}

    /** The mailboxes of the demonstration: more than 200 messages, the largest one of 20 MB. */
    public static List<DemoMailbox> all() {
        return List.of(
                new DemoMailbox(
                        "anna@old.example",
                        "anna@new.example",
                        "demo-anna",
                        List.of(
                                folder("INBOX", 40),
                                folder("Gesendet", 20),
                                folder("Entw\u00fcrfe", 3),
                                folder("Projekte", 6),
                                folder("Projekte/Gr\u00f6\u00dfe & Gewicht", 12),
                                folder("Archiv 2019", 10, 2_000_000))),
                new DemoMailbox(
                        "kenji@old.example",
                        "kenji@new.example",
                        "demo-kenji",
                        List.of(
                                folder("INBOX", 30),
                                folder("\u9001\u4fe1\u6e08\u307f", 12),
                                folder("\u4f1a\u8b70", 14),
                                folder("\u4f1a\u8b70/2024\u5e74", 9),
                                folder("R&D", 11, 600_000))),
                new DemoMailbox(
                        "maria@old.example",
                        "maria.silva@new.example",
                        "demo-maria",
                        List.of(
                                folder("INBOX", 35),
                                folder("Sent", 15),
                                folder("Trash", 4),
                                folder("Fotos", 5, 20_000_000),
                                folder("Vazio", 0))));
    }

    private static DemoFolder folder(String path, int messages) {
        return folder(path, messages, 0);
    }

    private static DemoFolder folder(String path, int messages, int large) {
        return new DemoFolder(FolderPath.parse(path), messages, large);
    }

    /** How many messages are in it. */
    public int messages() {
        return folders.stream()
                .mapToInt(folder -> folder.messages() + (folder.large() > 0 ? 1 : 0))
                .sum();
    }
}
