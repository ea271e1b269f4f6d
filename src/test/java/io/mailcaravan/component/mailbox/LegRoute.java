package io.mailcaravan.component.mailbox;

import java.util.List;

/** Routes with several ends, as people write them, and which items each end should get. */
enum LegRoute {
    SEQUENCE("- NEW\n- ARCHIVE"),
    CHOICE(
            "- { choice: { when: [ { EVEN, steps: [ NEW ] } ], otherwise: { steps: [ ARCHIVE ] } } }") {
        @Override
        boolean takes(String store, String subject) {
            return store.equals("new") == isEven(subject);
        }
    },
    MULTICAST("- { multicast: { steps: [ NEW, ARCHIVE ] } }"),
    PARALLEL("- { multicast: { parallelProcessing: true, steps: [ NEW, ARCHIVE ] } }"),
    WIRE_TAP("- { wireTap: { uri: \"mailbox:archive\" } }\n- NEW"),
    WIRE_TAP_TO_ROUTE("- { wireTap: { uri: \"direct:archive\" } }\n- NEW", "direct:archive"),
    RECIPIENT_LIST("- { recipientList: { simple: \"mailbox:new,mailbox:archive\" } }"),
    TO_D("- CHOSEN\n- { toD: { uri: \"mailbox:${header.chosen}\" } }") {
        @Override
        boolean takes(String store, String subject) {
            return CHOICE.takes(store, subject);
        }
    },
    TO_D_BESIDE(
            "- NEW\n- { setHeader: { name: chosen, constant: archive } }"
                    + "\n- { toD: { uri: \"mailbox:${header.chosen}\" } }"),
    ROUTING_SLIP("- { routingSlip: { simple: \"mailbox:new,mailbox:archive\" } }"),
    SEDA("- { to: { uri: \"seda:archive\" } }\n- NEW", "seda:archive"),
    DIRECT("- NEW\n- { to: { uri: \"direct:archive\" } }", "direct:archive"),
    FILTER("- NEW\n- { filter: { EVEN, steps: [ ARCHIVE ] } }") {
        @Override
        boolean takes(String store, String subject) {
            return store.equals("new") || isEven(subject);
        }
    },
    TRY(
            "- { doTry: { steps: [ NEW, ARCHIVE ], doCatch: [ { exception: [ java.io.IOException ],"
                    + " steps: [ LOG ] } ] } }"),
    FILE_BESIDE("- NEW\n- FILE\n- ARCHIVE"),
    THROTTLE(
            "- { throttle: { constant: 10000, timePeriodMillis: \"1000\" } }\n- LOG\n- NEW\n- ARCHIVE"),
    SOLE(
            "- NEW\n- { to: { uri: \"mailbox:archive\", parameters: { mailbox: \"alice@acme.example\" } } }") {
        @Override
        boolean isKnownEnd(String store) {
            return true;
        }
    };

    private static final String EVEN = "simple: \"${bodyAs(String)} contains 'Subject: even'\"";

    private static final String BREAKING =
            "{ pipeline: { steps: [ { filter: { simple: \"${header.CamelMailboxUid} == BROKEN\", steps: ["
                    + " { throwException: { exceptionType: java.io.IOException, message: no luck } } ] }"
                    + " }, ARCHIVE ] } }";

    private static final String STEPS =
            """
            - route:
                id: acme
                routeConfigurationId: mailbox-errors
                from:
                  uri: mailbox:old
                  parameters: { mailboxes: mailboxes.csv, idempotentRepository: "#ledger" OPTIONS }
                  steps:
                    - idempotentConsumer:
                        idempotentRepository: ledger
                        expression:
                          simple: { expression: "${header.CamelMailboxItemKey}" }
                        steps:
                          %s
            """;

    private static final String CALLED =
            """
            - route:
                id: archive
                routeConfigurationId: mailbox-errors
                from:
                  uri: %s
                  steps:
                    - ARCHIVE
            """;

    private final String steps;
    private final String called;

    LegRoute(String steps) {
        this(steps, "");
    }

    /**
     * @param called the endpoint of a route that leads into the archive
     */
    LegRoute(String steps, String called) {
        this.steps = steps;
        this.called = called;
    }

    /**
     * @param options of the source, {@code name: value} each
     */
    String yaml(String... options) {
        return routes(steps, called, options);
    }

    /** The same where the step before the archive throws for items that have this UID. */
    String breaking(long uid, String... options) {
        return routes(steps.replace("ARCHIVE", BREAKING), called, options)
                .replace("- { to: { uri: \"mailbox:archive\" } }", "- " + BREAKING)
                .replace("ARCHIVE", "{ to: { uri: \"mailbox:archive\" } }")
                .replace("BROKEN", Long.toString(uid));
    }

    static String routes(String steps, String called, String... options) {
        String routes =
                STEPS.formatted(steps.replace("\n", "\n              "))
                        + (called.isEmpty() ? "" : CALLED.formatted(called));
        return routes.replace(
                        "OPTIONS",
                        String.join("", List.of(options).stream().map(o -> ", " + o).toList()))
                .replace("NEW", "{ to: { uri: \"mailbox:new\" } }")
                .replace("ARCHIVE", "{ to: { uri: \"mailbox:archive\" } }")
                .replace("EVEN", EVEN)
                .replace(
                        "LOG",
                        "{ log: { message: \"${header.CamelMailboxUid}\", loggingLevel: DEBUG } }")
                .replace(
                        "FILE",
                        "{ to: { uri: \"file:{{caravan.state}}/out\", parameters: { fileName: \"${exchangeId}\" } } }")
                .replace(
                        "CHOSEN",
                        "{ choice: { when: [ { EVEN, steps: [ { setHeader: { name: chosen, constant: new"
                                + " } } ] } ], otherwise: { steps: [ { setHeader: { name: chosen,"
                                + " constant: archive } } ] } } }")
                .replace("EVEN", EVEN);
    }

    /** Whether the end gets the item with this subject. */
    boolean takes(String store, String subject) {
        return true;
    }

    /** Whether the route names the end, so that each item gets a state there. */
    boolean isKnownEnd(String store) {
        return steps.contains(store.equals("new") ? "NEW" : "ARCHIVE") || !called.isEmpty();
    }

    static boolean isEven(String message) {
        return message.contains("even");
    }
}
