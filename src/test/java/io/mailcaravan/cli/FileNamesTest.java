package io.mailcaravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileNamesTest {

    private static final String FROM =
            "- route: { from: { uri: \"mailbox:old\", parameters: { mailboxes: list.csv },"
                    + " steps: [\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- to: { uri: \"file:out\", parameters: { fileName: \"${header.CamelMailboxUid}.eml\" } }",
                "- to: \"file:out?fileName=${header.CamelMailboxUid}.eml\"",
                "- to:\n    uri: file:out\n    parameters:\n      fileName: ${header.CamelMailboxUid}.eml",
                "- setHeader: { name: CamelFileName, simple: \"${header.CamelMailboxUid}\" }",
                "- setHeader:\n    name: CamelFileName\n    expression:\n      simple:\n"
                        + "        expression: \"${header.CamelMailboxUid}.eml\"",
                "- setHeader:\n    name: CamelFileName\n    simple: { expression: \"${header.CamelMailboxUid}\" }",
                "- to: \"file:out?fileName=${header.CamelMailboxUidValidity}-${header.CamelMailboxUid}\""
            })
    void uidAloneAsNameOfAFileShouldBeTold(String steps) {
        assertThat(warnings(steps))
                .singleElement()
                .asString()
                .startsWith("a.camel.yaml: the file name ${header.CamelMailboxUid")
                .contains("several mailboxes and folders")
                .contains("Put ${header.CamelMailboxSource}/${header.CamelMailboxFolder}/ before");
    }

    @Test
    void whatIsMissingShouldBeNamed() {
        assertThat(
                        warnings(
                                "- to: \"file:x?fileName=${header.CamelMailboxFolder}/"
                                        + "${header.CamelMailboxUid}\""))
                .singleElement()
                .asString()
                .contains("of several mailboxes,", "Put ${header.CamelMailboxSource}/ before");
        assertThat(
                        FileNames.warnings(
                                "a", "- to: \"file:x?fileName=${header.CamelMailboxUid}.eml\""))
                .singleElement()
                .asString()
                .contains("of several folders,");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- to: \"file:x?fileName=${header.CamelMailboxItemKey}.eml\"",
                "- to: \"file:x?fileName=${header.CamelMailboxUid}-${exchangeId}.eml\"",
                "- to: \"file:x?fileExist=Fail&fileName=${header.CamelMailboxUid}.eml\"",
                "- to: \"file:x?fileName=${header.CamelMailboxSource}/${header.CamelMailboxFolder}/"
                        + "${header.CamelMailboxUid}\"",
                "- toD: \"file:x/${header.CamelMailboxSource}/${header.CamelMailboxFolder}"
                        + "?fileName=${header.CamelMailboxUid}\"",
                "# - to: \"file:x?fileName=${header.CamelMailboxUid}.eml\"",
                "- log: \"${header.CamelMailboxUid}\"",
                "- to: \"file:x\""
            })
    void nameThatNoTwoMessagesShareShouldNot(String steps) {
        assertThat(warnings(steps)).isEmpty();
    }

    private static List<String> warnings(String steps) {
        return FileNames.warnings("a.camel.yaml", FROM + steps);
    }
}
