package io.mailcaravan.discover;

import java.io.IOException;
import java.net.URI;

/** Whether the domain has JMAP (RFC 8620, 2.2), which is told only. */
record JmapClues(WebLookup web) implements ClueSource {

    @Override
    public Clues ask(MailDomain domain) {
        Clues clues = new Clues();
        try {
            WebAnswer answer =
                    web.get(URI.create("https://" + domain.name() + "/.well-known/jmap"));
            boolean session = answer.status() == WebAnswer.OK && answer.type().contains("json");
            if (session || answer.status() == WebAnswer.UNAUTHORIZED) {
                clues.tell("JMAP: " + answer.from() + (session ? "" : " asks to sign in"));
            }
        } catch (IOException e) {
            // most domains have none, and autoconfig has told why their web server is silent
        }
        return clues;
    }
}
