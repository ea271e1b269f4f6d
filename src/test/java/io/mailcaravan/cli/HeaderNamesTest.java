package io.mailcaravan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailcaravan.component.item.MailboxConstants;
import io.mailcaravan.mailbox.ConfigurationException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderNamesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "simple: \"${header.CamelMailboxFoldr} != 'Junk'\" | Did you mean 'CamelMailboxFolder'?",
                "simple: \"${headers[CamelMailboxFlag]}\"          | Did you mean 'CamelMailboxFlags'?",
                "simple: \"${header.CamelMailboxFeilds[Subject]}\" | Did you mean 'CamelMailboxFields'?",
                "simple: \"${headers.CamelMailboxField[a] == 1}\"  | Did you mean 'CamelMailboxFields'?",
                "header: CamelMailboxUids                          | Did you mean 'CamelMailboxUid'?",
                "name: CamelMailboxSkipReson                       | Did you mean 'CamelMailboxSkipReason'?",
                "name: CamelMailboxMigratedByMe                    | one of your own is to begin otherwise"
            })
    void headerThatThereIsNotShouldBeNamedWithItsLineAndTheNearest(String line, String words) {
        assertThatThrownBy(() -> HeaderNames.check("a.camel.yaml", "- route:\n    " + line))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("a.camel.yaml, line 2: there is no header 'CamelMailbox")
                .hasMessageContaining(words);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "simple: \"${header.CamelMailboxFolder.length()}\"",
                "simple: \"${header.camelmailboxfolder}\"",
                "simple: \"${exchangeProperty.CamelMailboxOriginalBody}\"",
                "simple: \"${header.CamelMailboxFields[Subject]}\"",
                "pattern: \"CamelMailboxU[i]d\"",
                "pattern: \"CamelMailbox*\"",
                "pattern: \"CamelMailboxDest*\"",
                "pattern: \"CamelMailboxF.*\"",
                "pattern: \"CamelMailboxU(id|idValidity)\"",
                "x: y # CamelMailboxFoldr",
                "# CamelMailboxFoldr"
            })
    void whatThereIsAndPatternsAndCommentsShouldPass(String line) {
        assertThatCode(() -> HeaderNames.check("a.camel.yaml", line)).doesNotThrowAnyException();
    }

    @Test
    void namesShouldBeAllConstants() throws Exception {
        Set<Object> constants = new HashSet<>();
        for (Field field : MailboxConstants.class.getFields()) {
            if (Modifier.isStatic(field.getModifiers())) {
                constants.add(field.get(null));
            }
        }
        assertThat(MailboxConstants.names())
                .containsExactlyInAnyOrderElementsOf(castAll(constants));
    }

    private static Set<String> castAll(Set<Object> constants) {
        Set<String> names = new HashSet<>();
        constants.forEach(one -> names.add((String) one));
        return names;
    }
}
