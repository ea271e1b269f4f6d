package io.mailcaravan.copy;

import io.mailcaravan.mailbox.AsciiCase;
import io.mailcaravan.mailbox.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What stands against a copy from one end to another, before anybody signs in. */
final class BothEnds {

    private BothEnds() {}

    static void check(CopyEnd source, CopyEnd destination) {
        if (AsciiCase.equal(source.identity(), destination.identity())) {
            throw CopyProject.refusedCircle(destination);
        }
        Optional<Path> from = source.path().map(BothEnds::real);
        Optional<Path> to = destination.path().map(BothEnds::real);
        if (from.isPresent() && Files.notExists(from.get())) {
            throw new ConfigurationException(
                    "FROM " + source.typed(),
                    "there is no " + source.path().get(),
                    "Check the path.");
        }
        if (destination.path().filter(path -> AsciiCase.lower(path).endsWith(".zip")).isPresent()) {
            throw new ConfigurationException(
                    "TO " + destination.typed(),
                    "archives are only read",
                    "Name a folder, and pack it afterwards.");
        }
        if (from.isPresent()
                && to.isPresent()
                && (from.get().startsWith(to.get()) || to.get().startsWith(from.get()))) {
            throw new ConfigurationException(
                    "TO " + destination.typed(),
                    from.get().equals(to.get())
                            ? "it is the same mailbox as FROM"
                            : "one of both ends lies within the other, so that a second pass would"
                                    + " copy copies",
                    "Name a place outside; nothing was copied.");
        }
    }

    /** Without links, as far as it is there. */
    private static Path real(String path) {
        Path there = Path.of(path);
        Path missing = Path.of("");
        while (there != null) {
            try {
                return there.toRealPath().resolve(missing);
            } catch (IOException e) {
                missing =
                        there.getFileName() == null
                                ? missing
                                : there.getFileName().resolve(missing);
                there = there.getParent();
            }
        }
        return Path.of(path);
    }
}
