package io.mailcaravan.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.mailbox.Folder;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.SpecialUse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpecialUseNamesTest {

    private final SpecialUseNames names = SpecialUseNames.shipped();

    @ParameterizedTest
    @CsvSource({
        "Sent Items, SENT",
        "Gesendete Elemente, SENT",
        "Gesendete Objekte, SENT",
        "Éléments envoyés, SENT",
        "E\u0301le\u0301ments envoye\u0301s, SENT",
        "Elementos enviados, SENT",
        "Elementi inviati, SENT",
        "Itens enviados, SENT",
        "Verzonden items, SENT",
        "Elementy wysłane, SENT",
        "Skickat, SENT",
        "Sendt post, SENT",
        "Отправленные, SENT",
        "送信済みアイテム, SENT",
        "已发送邮件, SENT",
        "寄件備份, SENT",
        "Gelöschte Elemente, TRASH",
        "Corbeille, TRASH",
        "КОРЗИНА, TRASH",
        "ENTWÜRFE, DRAFTS",
        "Brouillons, DRAFTS",
        "Junk-E-Mail, JUNK",
        "Skräppost, JUNK",
        "INBOX/Trash, TRASH",
        "Архив, ARCHIVE",
        "[Gmail]/All Mail, ALL",
        "[Google Mail]/Papierkorb, TRASH",
        "[Gmail]/Wichtig, IMPORTANT"
    })
    void nameShouldTellTheRole(String path, SpecialUse use) {
        assertThat(names.roleOf(FolderPath.parse(path))).contains(use);
    }

    @ParameterizedTest
    @CsvSource({"INBOX", "Work/Sent", "INBOX/a/Trash", "Important", "All Mail", "Sentimental"})
    void otherFoldersShouldHaveNoRole(String path) {
        assertThat(names.roleOf(FolderPath.parse(path))).isEmpty();
    }

    @Test
    void declaredRoleShouldBeatTheName() {
        Folder folder =
                new Folder(FolderPath.of("Sent"), true, true, Optional.of(SpecialUse.ARCHIVE));

        assertThat(names.rolesOf(List.of(folder, Folder.of(FolderPath.of("Bin")))))
                .isEqualTo(
                        Map.of(
                                FolderPath.of("Sent"), SpecialUse.ARCHIVE,
                                FolderPath.of("Bin"), SpecialUse.TRASH));
    }

    @Test
    void everyRoleShouldHaveADefaultName() {
        for (SpecialUse use : SpecialUse.values()) {
            assertThat(names.defaultName(use)).isNotBlank();
        }
        assertThat(names.defaultName(SpecialUse.SENT)).isEqualTo("Sent");
    }
}
