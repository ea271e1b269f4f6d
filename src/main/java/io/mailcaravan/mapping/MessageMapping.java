package io.mailcaravan.mapping;

import io.mailcaravan.mailbox.FolderPath;
import java.util.Map;
import java.util.Set;

/** The section {@code message} of a mapping file: what mail has. */
public record MessageMapping(FlagMapping flags, FolderRenames folders, AddressMapping addresses) {

    /** Changes nothing. */
    static final MessageMapping NONE =
            new MessageMapping(FlagMapping.NONE, FolderRenames.NONE, AddressMapping.NONE);

    private static final String FLAGS = "flags";
    private static final String FOLDERS = "folders";
    private static final String ADDRESSES = "addresses";

    /** The name that it gives to a folder. */
    FolderPath folder(FolderPath path) {
        return folders.of(path).map(FolderRenames.Renamed::path).orElse(path);
    }

    static MessageMapping read(YamlNode node) {
        Map<String, YamlNode> fields = node.fields(Set.of(FLAGS, FOLDERS, ADDRESSES), Set.of());
        return new MessageMapping(
                fields.containsKey(FLAGS) ? FlagMapping.read(fields.get(FLAGS)) : FlagMapping.NONE,
                fields.containsKey(FOLDERS)
                        ? FolderRenames.read(fields.get(FOLDERS))
                        : FolderRenames.NONE,
                fields.containsKey(ADDRESSES)
                        ? AddressMapping.read(fields.get(ADDRESSES))
                        : AddressMapping.NONE);
    }
}
