package io.mailcaravan.cli;

import io.mailcaravan.discover.Discovered;
import io.mailcaravan.discover.StoreBlock;
import io.mailcaravan.discover.TriedServer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What was found out about a domain, as one JSON object. */
final class DiscoverJson {

    private DiscoverJson() {}

    /**
     * @param caFile that the servers were trusted by
     */
    static String text(Discovered found, Optional<String> caFile) {
        Optional<TriedServer> best = found.best();
        return Json.object(
                "event", "discovered",
                "domain", found.domain().name(),
                "clues", found.clues(),
                "servers", found.servers().stream().map(one -> server(found, one)).toList(),
                "vouched", best.map(one -> one.candidate().vouched()).orElse(null),
                "settings",
                        best.map(one -> StoreBlock.named(found.domain(), one, caFile))
                                .orElse(Map.of()));
    }

    private static Map<String, Object> server(Discovered found, TriedServer tried) {
        Map<String, Object> server = new LinkedHashMap<>();
        server.put("host", tried.candidate().server().host());
        server.put("port", tried.candidate().server().port());
        server.put("tls", tried.candidate().server().tls());
        server.put("because", tried.candidate().because());
        server.put("vouched", tried.candidate().vouched());
        server.put("user", tried.candidate().user().of(found.domain()).orElse(null));
        server.put("answers", tried.answers());
        server.put("failure", tried.failure());
        tried.facts()
                .ifPresent(
                        facts -> {
                            server.put("make", facts.make().orElse(null));
                            server.put("greeting", facts.greeting());
                            server.put("auth", tried.auth().orElse(null));
                            server.put("mechanisms", facts.mechanisms());
                            server.put("capabilities", facts.capabilities());
                            server.put("id", facts.id());
                        });
        return server;
    }
}
