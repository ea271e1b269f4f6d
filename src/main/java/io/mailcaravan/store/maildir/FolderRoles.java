package io.mailcaravan.store.maildir;

import io.mailcaravan.disk.DurableFiles;
import io.mailcaravan.disk.PlainFiles;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.SpecialUse;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Our own file {@code caravan-special-use}: Maildir has no place for roles, and a backup must give
 * them back. A line is a role, a tab and the folder's levels parted by tabs.
 */
final class FolderRoles {

    private static final String FILE = "caravan-special-use";

    private FolderRoles() {}

    static Map<FolderPath, SpecialUse> read(Path maildir) throws IOException {
        Map<FolderPath, SpecialUse> roles = new HashMap<>();
        try {
            for (String line : PlainFiles.text(maildir.resolve(FILE)).lines().toList()) {
                String[] words = line.split("\t", 2);
                if (words.length == 2 && !words[1].isEmpty()) {
                    FolderPath folder = FolderName.decode(List.of(words[1].split("\t")));
                    SpecialUse.parse(words[0]).ifPresent(use -> roles.put(folder, use));
                }
            }
        } catch (NoSuchFileException e) {
            // no folder has a role
        }
        return roles;
    }

    /** The caller holds the lock. */
    static void put(Path maildir, FolderPath folder, SpecialUse use) throws IOException {
        Map<FolderPath, SpecialUse> roles = read(maildir);
        if (use.equals(roles.put(folder, use))) {
            return;
        }
        StringBuilder text = new StringBuilder();
        roles.forEach(
                (path, role) ->
                        text.append(role.text())
                                .append('\t')
                                .append(String.join("\t", FolderName.levels(path)))
                                .append('\n'));
        DurableFiles.replace(maildir.resolve(FILE), text.toString());
    }
}
