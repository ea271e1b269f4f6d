package io.mailcaravan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.mailcaravan.mailbox.ConfigurationException;
import org.apache.camel.NoSuchBeanException;
import org.apache.camel.NoSuchEndpointException;
import org.apache.camel.Processor;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultRegistry;
import org.junit.jupiter.api.Test;

class RouteErrorsTest {

    private static final String FILE = "acme.camel.yaml";
    private static final RouteText ROUTE = new RouteText(FILE, "");

    private static void assertTold(Throwable error, String words) {
        DefaultRegistry beans = new DefaultRegistry();
        beans.bind("tnefToMime", (Processor) exchange -> {});
        assertThat(RouteErrors.explain(ROUTE, new IllegalStateException("x", error), beans))
                .hasMessage(FILE + ": " + words);
    }

    @Test
    void whatThereIsNotShouldBeToldWithTheNearestOrWhereItIsListed() throws Exception {
        String listed = " docs/component.md lists what routes may name, and says how to add more.";
        assertTold(
                new NoSuchBeanException("tnefToMim"),
                "there is no bean 'tnefToMim'. Did you mean 'tnefToMime'?");
        assertTold(new NoSuchBeanException("scrubber"), "there is no bean 'scrubber'." + listed);
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            assertTold(
                    catchThrowable(() -> context.resolveLanguage("groovy")),
                    "there is no language 'groovy'." + listed);
            Throwable kafka = catchThrowable(() -> context.getEndpoint("kafka:topic"));
            assertTold(kafka, "there is no component 'kafka'." + listed);
            Throwable simple =
                    catchThrowable(
                            () ->
                                    context.resolveLanguage("simple")
                                            .createPredicate("${header.x == 'a'"));
            assertThat(RouteErrors.explain(ROUTE, simple, context.getRegistry()).getMessage())
                    .startsWith(FILE + ": the expression '${header.x == 'a'' cannot be read: ")
                    .hasLineCount(1);
        }
    }

    @Test
    void mistakeBelowCamelsOwnWordsShouldBeSaidOnceAndEndLikeASentence() {
        ConfigurationException mistake =
                new ConfigurationException("key", "no such key", "Did you mean 'kea'?");

        ConfigurationException told =
                RouteErrors.explain(
                        ROUTE, new IllegalStateException("x", mistake), new DefaultRegistry());

        assertThat(told).hasMessage("acme.camel.yaml: key: no such key. Did you mean 'kea'?");
    }

    /** Where just one line has the words. */
    @Test
    void lineShouldBeToldWhereItIsTheOnlyOne() {
        RouteText route =
                new RouteText(
                        FILE,
                        """
                        - route:
                            id: acme
                            # adopt is left out
                            from: { uri: mailbox:old }
                            steps:
                              - bean: { ref: scrubber }
                              - to: { uri: mailbox:new, parameters: { adopt: perhaps } }
                              - to: { uri: "file:there?adopt-all=true" }
                              - to: { uri: mailbox:new }
                              - to: { uri: kafka:topic }
                        """);
        DefaultRegistry none = new DefaultRegistry();

        assertThat(RouteErrors.explain(route, new NoSuchEndpointException("kafka:topic"), none))
                .hasMessageStartingWith(FILE + ", line 10: ");
        assertThat(RouteErrors.explain(route, new NoSuchBeanException("scrubber"), none))
                .hasMessageStartingWith(FILE + ", line 6: ");
        assertThat(
                        RouteErrors.explain(
                                route,
                                new ConfigurationException("option adopt", "'perhaps' is none", ""),
                                none))
                .hasMessageStartingWith(FILE + ", line 7: option adopt: ");
        assertThat(
                        RouteErrors.explain(
                                route,
                                new ConfigurationException("mailbox:old", "there is none", ""),
                                none))
                .hasMessageStartingWith(FILE + ", line 4: mailbox:old: ");
        assertThat(
                        RouteErrors.explain(
                                route,
                                new ConfigurationException("mailbox:new", "there is none", ""),
                                none))
                .hasMessageStartingWith(FILE + ": mailbox:new: ");
    }
}
