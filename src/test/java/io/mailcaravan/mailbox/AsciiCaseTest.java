package io.mailcaravan.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AsciiCaseTest {

    @ParameterizedTest
    @ValueSource(strings = {"\u0131nbox", "\u0130NBOX", "I\u0274BOX"})
    void nameThatOnlyLooksLikeInboxShouldBeAnotherFolder(String name) {
        assertThat(FolderPath.of(name)).isNotEqualTo(FolderPath.INBOX);
        assertThat(FolderPath.parse(name).name()).isEqualTo(name);
        assertThat(FolderPath.of(name, "sub").names()).containsExactly(name, "sub");
    }

    @Test
    void inboxShouldBeOneInAnyCase() {
        assertThat(FolderPath.of("inBox", "Sub")).isEqualTo(FolderPath.parse("INBOX/Sub"));
    }

    @Test
    void keywordsThatDifferBeyondAsciiShouldStayTwo() {
        assertThat(new Keyword("\u212Aeep")).isNotEqualTo(new Keyword("keep"));
        assertThat(new Keyword("KEEP"))
                .isEqualTo(new Keyword("keep"))
                .hasSameHashCodeAs(new Keyword("keep"));
    }

    @Test
    void onlyLettersOfAsciiShouldChange() {
        assertThat(AsciiCase.lower("\u0130AZ[`\u00c4")).isEqualTo("\u0130az[`\u00c4");
        assertThat(AsciiCase.upper("\u0131az{@\u00e4\u00df")).isEqualTo("\u0131AZ{@\u00e4\u00df");
    }
}
