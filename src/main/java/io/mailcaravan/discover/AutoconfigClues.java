package io.mailcaravan.discover;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What the domain's own web server tells mail programs. Its second place is asked where the first
 * has nothing.
 */
record AutoconfigClues(WebLookup web) implements ClueSource {

    @Override
    public Clues ask(MailDomain domain) {
        String address =
                domain.address()
                        .map(all -> URLEncoder.encode(all.toString(), StandardCharsets.UTF_8))
                        .map(all -> "?emailaddress=" + all)
                        .orElse("");
        List<String> places =
                List.of(
                        "https://autoconfig." + domain.name() + "/mail/config-v1.1.xml" + address,
                        "https://"
                                + domain.name()
                                + "/.well-known/autoconfig/mail/config-v1.1.xml");
        Clues clues = new Clues();
        for (String place : places) {
            ask("autoconfig " + place.split("/")[2], URI.create(place), clues);
            if (!clues.servers().isEmpty()) {
                break;
            }
        }
        return clues;
    }

    private void ask(String said, URI place, Clues clues) {
        try {
            WebAnswer answer = web.get(place);
            if (answer.status() != WebAnswer.OK) {
                clues.tell(said + ": none (it answers " + answer.status() + ")");
                return;
            }
            AutoconfigFile file = AutoconfigFile.read(answer, said);
            for (Candidate one : file.servers()) {
                clues.tell(
                        said
                                + ": "
                                + one.server()
                                + " ("
                                + one.server().tls()
                                + "), "
                                + one.user().words(),
                        one);
            }
            file.passedOver().forEach(text -> clues.tell(said + ": passed over: " + text));
        } catch (IOException e) {
            clues.tell(said + ": " + e.getMessage());
        }
    }
}
