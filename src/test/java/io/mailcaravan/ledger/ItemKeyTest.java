package io.mailcaravan.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidValidity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ItemKeyTest {

    private static ItemKey key(String mailbox, FolderPath folder) {
        return new ItemKey(
                "acme", "acme-old", mailbox, folder, new UidValidity(1600000005), new Uid(42));
    }

    @Test
    void textShouldSeparatePartsBySlashes() {
        assertThat(key("alice@acme.example", FolderPath.of("Projects", "Alpha")))
                .hasToString("acme/acme-old/alice@acme.example/Projects%2FAlpha/1600000005/42");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Alpha", "50% off", "a/b", "%2F", "%252F", "日本語", "Müll & Co", "  "})
    void anyNameShouldRoundTrip(String name) {
        ItemKey key = key(name, FolderPath.of("INBOX", name, name));
        assertThat(ItemKey.parse(key.toString())).isEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "<id@example>", "a/b/c/d/1", "a/b/c/d/x/1", "a/b/c/d/1/0", "a/b/c//1/1"})
    void otherTextShouldBeRefusedWithTheForm(String text) {
        assertThatThrownBy(() -> ItemKey.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "' is no item key")
                .hasMessageContaining("ROUTE/STORE/MAILBOX/FOLDER/UIDVALIDITY/UID");
    }

    @Test
    void keysOfOneFolderShouldDifferInTheUidAlone() {
        ItemKey key = key("a/b@acme.example", FolderPath.of("100%"));
        ItemKey other = key.with(new Uid(43));

        assertThat(other).isNotEqualTo(key).hasToString(key.toString().replace("/42", "/43"));
        assertThat(other.with(key.uid())).isEqualTo(key).hasSameHashCodeAs(key);
    }
}
