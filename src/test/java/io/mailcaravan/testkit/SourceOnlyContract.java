package io.mailcaravan.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.AppendOutcome;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.StoreCapability;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

/**
 * All that a store promises which is read and never written to. A store's test implements this
 * instead of {@link MailboxStoreContract} and brings items there as other programs do; what needs a
 * destination shows as a skip.
 */
public interface SourceOnlyContract
        extends ReadContract,
                FolderContract,
                ResumeContract,
                FailureContract,
                SourceUntouchedContract {

    /**
     * Puts items into a folder of {@link #login}'s mailbox, without the store; a missing folder is
     * made, also for no items. The store numbers them in the order in which they came.
     */
    void deliver(FolderPath folder, List<Item> items) throws IOException;

    @Test
    default void storeShouldSayThatItIsOnlyRead() {
        assertThat(store().isSourceOnly()).isTrue();
    }

    @Test
    default void signInToWriteShouldBeRefusedForGood() {
        MailboxException failure =
                catchThrowableOfType(
                        MailboxException.class,
                        () -> store().signIn(login(), Access.WRITE).close());
        assertThat(failure.scope()).isEqualTo(Scope.STORE);
        assertThat(failure.retry()).isEqualTo(Retry.NEVER);
        assertThat(failure).hasMessageContaining(store().name());
    }

    /** Skips what only a destination can show. */
    @Override
    default MailboxSession destination() {
        throw new TestAbortedException("store type " + store().type() + " is a source only");
    }

    @Override
    default void require(StoreCapability... needed) throws MailboxException {
        try (MailboxSession session = source()) {
            for (StoreCapability capability : needed) {
                assumeTrue(
                        session.capabilities().contains(capability),
                        () -> lacks(capability.toString(), capability.description()));
            }
        }
    }

    /** Outcomes belong to an append: there are none. */
    @Override
    default List<AppendOutcome> fill(FolderPath folder, Item... items) throws MailboxException {
        try {
            deliver(folder, List.of(items));
            return List.of();
        } catch (IOException e) {
            throw new MailboxException(Scope.STORE, Retry.NEVER, "test: " + e, "", e);
        }
    }

    @Override
    default void make(List<FolderPath> folders) throws MailboxException {
        for (FolderPath folder : folders) {
            fill(folder);
        }
    }
}
