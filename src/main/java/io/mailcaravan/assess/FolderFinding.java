package io.mailcaravan.assess;

import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mapping.FolderPlan;
import java.util.Optional;

/**
 * One folder of the source.
 *
 * @param plan where it goes and by which rule; empty for an excluded one
 * @param excluded why it is left out; empty where it is taken
 * @param messages to be copied; of an excluded folder, what is in it
 * @param bytes to be copied
 * @param there whether the destination has the folder already
 * @param problem why its items cannot be copied as things are; empty where they can
 */
public record FolderFinding(
        FolderPath path,
        Optional<FolderPlan.Row> plan,
        Optional<String> excluded,
        long messages,
        long bytes,
        boolean there,
        Optional<String> problem) {}
