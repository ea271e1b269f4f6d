package io.mailcaravan.discover;

/** Somebody who knows where a domain has its mailboxes. */
@FunctionalInterface
interface ClueSource {

    /** Asks; what stands against it is one of the clues. */
    Clues ask(MailDomain domain);
}
