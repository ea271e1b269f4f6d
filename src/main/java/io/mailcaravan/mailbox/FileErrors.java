package io.mailcaravan.mailbox;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalLong;

/** What the file system says, in words instead of class names. */
public final class FileErrors {

    /** With less, nothing that is worth a file finds room. */
    private static final long NEXT_TO_NOTHING = 1 << 16;

    private FileErrors() {}

    /** {@code no right to use /srv/state}, to follow {@code cannot be written:}. */
    public static String words(IOException error) {
        if (!(error instanceof FileSystemException file)) {
            return other(error);
        }
        String path = String.valueOf(file.getFile());
        return switch (file) {
            case AccessDeniedException denied -> "no right to use " + path;
            case NoSuchFileException missing -> "there is no " + path;
            case FileAlreadyExistsException other -> path + " is there and no folder";
            case NotDirectoryException other -> path + " is no folder";
            case DirectoryNotEmptyException other -> path + " is a folder, and not empty";
            default -> file.getReason() == null ? path : file.getReason() + ": " + path;
        };
    }

    private static String other(IOException error) {
        return switch (error) {
            case CharacterCodingException text -> "it is not in the encoding that was expected";
            case EOFException end when end.getMessage() == null -> "it ends too early";
            default -> error.getMessage() == null ? "no reason is given" : error.getMessage();
        };
    }

    /** Whether the disk, or the user's part of it, is full. */
    public static boolean isFull(IOException error, Path folder) {
        // the system's own words may be in any language; the room that is left is not
        String words = String.valueOf(error.getMessage()).toLowerCase(Locale.ROOT);
        OptionalLong free = free(folder);
        return words.contains("no space left")
                || words.contains("quota exceeded")
                || (free.isPresent() && free.getAsLong() < NEXT_TO_NOTHING);
    }

    /** Bytes that this process may still write there; empty where nobody knows. */
    public static OptionalLong free(Path folder) {
        try {
            FileStore store = Files.getFileStore(folder);
            return OptionalLong.of(store.getUsableSpace());
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }
}
