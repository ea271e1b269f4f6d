package io.mailcaravan.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailboxListTest {

    @TempDir Path folder;

    @Test
    void twoColumnsShouldDo() throws IOException {
        List<MailboxPair> pairs = read("source,destination\nanna,anna@new.example\n");

        assertThat(pairs).hasSize(1);
        assertThat(pairs.get(0).source()).isEqualTo("anna");
        assertThat(pairs.get(0).destination()).isEqualTo("anna@new.example");
        assertThat(pairs.get(0).sourcePassword()).isEmpty();
        assertThat(pairs.get(0).line()).isEqualTo(2);
    }

    @Test
    void whatSpreadsheetsWriteShouldBeRead() throws IOException {
        List<MailboxPair> pairs =
                read(
                        """
                        \uFEFFSource;Destination;Source_Password
                        # wave one

                        "anna" ; a@new ;" pass;""word"
                        ;;
                        bert;b@new;\
                        """
                                .replace("\n", "\r\n"));

        assertThat(pairs).extracting(MailboxPair::source).containsExactly("anna", "bert");
        assertThat(pairs).extracting(MailboxPair::line).containsExactly(4, 6);
        assertThat(pairs.get(0).sourcePassword().map(Secret::reveal)).contains(" pass;\"word");
        assertThat(pairs.get(1).sourcePassword()).isEmpty();
        assertThat(pairs.toString()).doesNotContain("pass;");
    }

    @Test
    void passwordMayBeAReference() throws IOException {
        Files.writeString(folder.resolve("anna.secret"), "s3cret\nrest");

        List<MailboxPair> pairs =
                read(
                        """
                        source,destination,source_password,destination_password
                        a,b,file:anna.secret,env:PATH
                        c,d,${file:anna.secret},${env:PATH}
                        """);

        assertThat(pairs)
                .hasSize(2)
                .allSatisfy(
                        pair -> {
                            assertThat(pair.sourcePassword().map(Secret::reveal))
                                    .contains("s3cret");
                            assertThat(pair.destinationPassword().map(Secret::reveal))
                                    .contains(System.getenv("PATH"));
                        });
    }

    @Test
    void mistakeShouldBeNamedWithItsLine() {
        assertWrong("", "the file is empty");
        assertWrong("# only\n\n", "the file is empty");
        assertWrong("source,destination\n", "there is no mailbox in it");
        assertWrong("anna,anna@new\n", "mailboxes.csv, line 1: there is no header line");
        assertWrong("source,destinaton\na,b\n", "'destinaton'. Did you mean 'destination'?");
        assertWrong("source,note\na,b\n", "there is no column 'destination'");
        assertWrong("source,source_password\na,b\n", "there is no column 'destination'");
        assertWrong("source,destination,source\na,b,c\n", "'source' is there twice");
        assertWrong("source,destination\n\na\n", "line 3: 1 field where the header has 2");
        assertWrong(
                "source,destination\na,b,c\n",
                "line 2: 3 fields where the header has 2 (source, destination). Name field 3");
        assertWrong(
                "source,destination,password\na,b,c\n",
                "line 1: column 3 is called 'password', which is read by nobody. Call it"
                        + " source_password or destination_password");
        assertWrong("source,destination,\na,b,c\n", "line 1: column 3 has no name");
        assertWrong(
                "source,destination,source_pasword\na,b,c\n", "Did you mean 'source_password'?");
        assertWrong("source,destination\n,b\n", "line 2: no source.");
        assertWrong("source,destination\na,  \n", "line 2: no destination.");
        assertWrong(
                "source,destination\na,x@new\nb,X@new\n",
                "line 3: the destination 'X@new' is on line 2 already");
        assertWrong("source,destination\na,x\na,y\n", "line 3: the source 'a' is on line 2");
        assertWrong("source,destination\n\"a,b\nc,d\n", "line 2: a quoted field is not closed");
        assertWrong(
                "source,destination\na,b\n\n# of sales\nc,\"d\n", "line 5: a quoted field is not");
        assertWrong("source,destination\n\"a\"x,b\n", "text follows its closing quote");
        assertWrong(
                "source,destination,source_password\na,b,file:none.secret\n",
                "line 2, source_password: cannot read the secret's file");
        assertWrong(
                "source,destination,source_password\na,b,env:CARAVAN_NOT_SET\n",
                "there is no environment variable CARAVAN_NOT_SET");
        assertWrong(
                "source,destination,source_password\na,b,${PATH}\n",
                "line 2: the source_password looks like a variable");
    }

    @Test
    void columnsOfTheUsersOwnShouldBeKept() throws IOException {
        List<MailboxPair> pairs = read("Source,Destination,Department,source_id\na,b, sales ,7\n");

        assertThat(pairs.get(0).columns())
                .isEqualTo(Map.of("department", "sales", "source_id", "7"));
    }

    @Test
    void blanksAroundNamesShouldNotCountAndAroundPasswordsBeRefused() throws IOException {
        List<MailboxPair> pairs =
                read("source,destination,source_password\n a ,\u00a0b\u00a0,\" c \" \n");
        assertThat(pairs.get(0).source() + pairs.get(0).destination()).isEqualTo("ab");
        assertThat(pairs.get(0).sourcePassword().map(Secret::reveal)).contains(" c ");

        for (String field : List.of("c ", " c", "c\t", "c\u00a0", "file:c ")) {
            assertWrong(
                    "source,destination,source_password,note\n\"a;,\",b," + field + ",d \n",
                    "line 2: blanks before or behind the source_password");
        }
    }

    @Test
    void otherEncodingShouldBeNamedWithItsLine() throws IOException {
        Path file = folder.resolve("mailboxes.csv");
        Files.write(
                file, "source,destination\na,b\njürgen,c\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> MailboxList.read(file))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("mailboxes.csv, line 3: is not UTF-8");
    }

    @Test
    void missingFileShouldBeNamed() {
        assertThatThrownBy(() -> MailboxList.read(folder.resolve("mailboxes.csv")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("mailboxes.csv: there is no such file");
    }

    @Test
    void manyMistakesShouldBeToldAtOnceUpToTen() {
        String lines =
                IntStream.range(0, 12)
                        .mapToObj(i -> "m" + i + ",")
                        .collect(Collectors.joining("\n"));

        assertThatThrownBy(() -> read("source,destination\n" + lines))
                .hasMessageContaining("12 mistakes")
                .hasMessageContaining("line 2: no destination")
                .hasMessageContaining("line 11: no destination")
                .hasMessageNotContaining("line 12")
                .hasMessageContaining("and 2 more");
    }

    @Test
    void secretShouldNeverBeShown() {
        assertThatThrownBy(
                        () ->
                                read(
                                        "source,destination,source_password\n"
                                                + ",b,hunter2\n"
                                                + "a,b,\"hunter2\"x\n"))
                .hasMessageNotContaining("hunter2");
    }

    private void assertWrong(String text, String message) {
        assertThatThrownBy(() -> read(text))
                .as(text)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(message);
    }

    private List<MailboxPair> read(String text) throws IOException {
        return MailboxList.read(Files.writeString(folder.resolve("mailboxes.csv"), text));
    }
}
