package io.mailcaravan;

import io.mailcaravan.component.mailbox.DeadLetterName;
import io.mailcaravan.component.mailbox.PropertyMappingProcessor;
import io.mailcaravan.convert.tnef.TnefToMimeProcessor;
import io.mailcaravan.ledger.UncheckedLedgerException;
import io.mailcaravan.mailbox.MailboxException;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What a native binary must keep for reflection: route files ask an exception for its scope and
 * retry ({@code ${exception.scope}}) and call {@code tnefToMime}, {@code propertyMapping} and the
 * name of a dead letter by the names of their methods, the pool makes PostgreSQL's driver by its
 * class, and Quartz reads the class of a job from its table; {@code discover} asks DNS by the JDK's
 * own client, which is looked for by name. Bundles of messages, those of the JDK's XML reader among
 * them, are in {@code resource-config.json}. Untested, as the native build is.
 */
@RegisterForReflection(
        targets = {
            MailboxException.class,
            UncheckedLedgerException.class,
            TnefToMimeProcessor.class,
            PropertyMappingProcessor.class,
            DeadLetterName.class,
            org.postgresql.Driver.class
        },
        classNames = {
            "io.mailcaravan.cluster.MailboxJob",
            "io.mailcaravan.cluster.PassJob",
            "com.sun.jndi.dns.DnsContextFactory"
        })
final class NativeHints {

    private NativeHints() {}
}
