package io.mailcaravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnsetHeadersTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- filter: { simple: \"${header.X-Priority} == '1'\" }",
                "from: x\n- filter: { simple: \"${headers.from} contains 'boss'\" }",
                "- filter: { simple: \"${in.header.Subject} == 'a'\" }",
                "- filter: { simple: \"${headers['List-Id']} == 'a'\" }",
                "- bean: { ref: tnefToMime }\n- filter: { simple: \"${header:to}\" }",
                "- recipientList: { header: { expression: Nix } }",
                "- recipientList:\n    header:\n      expression: \"Nix\"",
                "- routingSlip: { header: Nix }",
                "- routingSlip: {header: 'Nix'}",
                "- setHeader: { name: CamelMailboxDestination, simple: \"${header.archive}\" }",
                "- to: { uri: \"mailbox:new\" }\n- log: \"${header.to}\"",
                "# - bean: { ref: mine }\n- log: \"${header.to}\""
            })
    void headerThatNothingSetsShouldBeTold(String steps) {
        assertThat(warnings(steps))
                .singleElement()
                .asString()
                .startsWith("a.camel.yaml: no step sets the header '")
                .contains("One of the mail itself is ${header.CamelMailboxFields[");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- setHeader: { name: x, constant: y }\n- log: \"${header.X}\"",
                "- setHeaders: { headers: [ { name: \"x-y\", constant: y } ] }\n- log: \"${header.x-y}\"",
                "- bean: { ref: mine }\n- log: \"${header.x}\"",
                "- process: { ref: mine }\n- log: \"${header.x}\"",
                "- enrich: { constant: \"direct:x\" }\n- log: \"${header.x}\"",
                "- to: \"http:example.org\"\n- log: \"${header.x}\"",
                "- toD: { uri: \"sql:select\" }\n- log: \"${header.x}\"",
                "- log: \"${header.CamelMailboxFolder} ${header.camelFileName}\"",
                "- setHeader: { name: end, constant: x }\n- recipientList: { header: { expression: end } }",
                "# ${header.x}",
                "- log: \"${body} ${exchangeProperty.x}\"",
                "- setHeader: { name: x, constant: \"look for the header: Subject\" }",
                "- setHeader: { name: x, constant: 'two, header: Subject' }",
                "- setBody:\n    constant: \"{ header: Subject }\""
            })
    void whatSomethingSetsOrMaySetShouldNot(String steps) {
        assertThat(warnings(steps)).isEmpty();
    }

    private static List<String> warnings(String steps) {
        return new UnsetHeaders(List.of("- route:\n", steps)).warnings("a.camel.yaml", steps);
    }
}
