package io.mailcaravan;

import io.mailcaravan.mailbox.MailboxException;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What a native binary must keep for reflection: route files ask an exception for its scope and
 * retry ({@code ${exception.scope}}). Untested, as the native build is.
 */
@RegisterForReflection(targets = MailboxException.class)
final class NativeHints {

    private NativeHints() {}
}
