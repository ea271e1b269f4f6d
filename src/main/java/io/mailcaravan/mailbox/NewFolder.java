package io.mailcaravan.mailbox;

import java.util.Optional;

/**
 * A folder to be created.
 *
 * @param use the role to give it, where the store can
 * @param subscribed whether its owner shall see it, where the store has subscriptions
 */
public record NewFolder(FolderPath path, Optional<SpecialUse> use, boolean subscribed) {}
