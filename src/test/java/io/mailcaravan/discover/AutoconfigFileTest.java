package io.mailcaravan.discover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.mailcaravan.address.ServerAddress;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AutoconfigFileTest {

    private static AutoconfigFile read(String xml) throws IOException {
        return read(xml, "text/xml");
    }

    private static AutoconfigFile read(String xml, String type) throws IOException {
        return AutoconfigFile.read(
                new WebAnswer(
                        URI.create("https://autoconfig.old.example/"),
                        200,
                        type,
                        xml.getBytes(StandardCharsets.UTF_8)),
                "autoconfig");
    }

    private static String config(String servers) {
        return "<?xml version=\"1.0\"?><clientConfig version=\"1.1\"><emailProvider id=\"x\">"
                + servers
                + "</emailProvider></clientConfig>";
    }

    private static String server(String type, String host, String port, String tls, String user) {
        return ("<incomingServer type=\"%s\"><hostname> %s </hostname><port>%s</port>"
                        + "<socketType>%s</socketType><username>%s</username></incomingServer>")
                .formatted(type, host, port, tls, user);
    }

    @Test
    void serversShouldComeInTheirOrder() throws IOException {
        AutoconfigFile file =
                read(
                        config(
                                server("pop3", "pop.old.example", "995", "SSL", "%EMAILADDRESS%")
                                        + server(
                                                "imap",
                                                "IMAP.old.example",
                                                "993",
                                                "SSL",
                                                "%EMAILADDRESS%")
                                        + server(
                                                "imap",
                                                "imap.old.example",
                                                "143",
                                                "STARTTLS",
                                                "%EMAILLOCALPART%")));
        assertThat(file.servers())
                .extracting(Candidate::server, Candidate::user)
                .containsExactly(
                        tuple(
                                new ServerAddress("imap.old.example", 993, "implicit"),
                                UserForm.ADDRESS),
                        tuple(
                                new ServerAddress("imap.old.example", 143, "starttls"),
                                UserForm.LOCAL_PART));
        assertThat(file.passedOver()).containsExactly("a server of type 'pop3'");
    }

    @Test
    void serverWithoutTlsShouldNeverBeUsed() throws IOException {
        AutoconfigFile file =
                read(config(server("imap", "imap.old.example", "143", "plain", "%EMAILADDRESS%")));
        assertThat(file.servers()).isEmpty();
        assertThat(file.passedOver()).singleElement().asString().contains("never used");
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 993",
        "localhost, 993",
        "a b.example, 993",
        "'', 993",
        "imap.old.example, 0",
        "imap.old.example, 65536",
        "imap.old.example, x",
        "imap.old.example, ''"
    })
    void wrongHostOrPortShouldBePassedOver(String host, String port) throws IOException {
        AutoconfigFile file = read(config(server("imap", host, port, "SSL", "%EMAILADDRESS%")));
        assertThat(file.servers()).isEmpty();
        assertThat(file.passedOver()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<!DOCTYPE html><html><body>Welcome</body></html> | text/xml",
                "<html><head/></html> | application/octet-stream",
                "<p>Not found | text/html; charset=utf-8"
            })
    void webPageShouldBeNamedAsSuch(String page, String type) {
        assertThatThrownBy(() -> read(page, type))
                .isInstanceOf(IOException.class)
                .hasMessage("it answers with a web page (HTML) in place of XML");
    }

    @Test
    void entitiesThatGrowShouldBeRefusedUnread() {
        StringBuilder laughs = new StringBuilder("<?xml version=\"1.0\"?><!DOCTYPE lolz [");
        laughs.append("<!ENTITY lol0 \"lol\">");
        for (int i = 1; i < 10; i++) {
            laughs.append("<!ENTITY lol" + i + " \"" + ("&lol" + (i - 1) + ";").repeat(10) + "\">");
        }
        laughs.append("]><clientConfig>&lol9;</clientConfig>");
        assertThatThrownBy(() -> read(laughs.toString()))
                .isInstanceOf(IOException.class)
                .hasMessage("it has a DOCTYPE, which no such file needs");
    }

    @Test
    void fileOfThisMachineShouldNotBeRead(@TempDir Path folder) throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "imap.stolen.example");
        assertThatThrownBy(
                        () ->
                                read(
                                        "<!DOCTYPE x [<!ENTITY e SYSTEM \""
                                                + secret.toUri()
                                                + "\">]>"
                                                + config(
                                                        server(
                                                                "imap",
                                                                "&e;",
                                                                "993",
                                                                "SSL",
                                                                "%EMAILADDRESS%"))))
                .isInstanceOf(IOException.class)
                .hasMessageNotContaining("stolen");
        assertThat(
                        read(config(
                                        "<xi:include"
                                                + " xmlns:xi=\"http://www.w3.org/2001/XInclude\""
                                                + " parse=\"text\" href=\""
                                                + secret.toUri()
                                                + "\"/>"))
                                .servers())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{}", "<clientConfig>", "<a/>", "\u0000", "<clientConfig/>trailing"})
    void whatIsNoConfigurationShouldBeToldInWords(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(IOException.class)
                .hasMessageMatching("it .*");
    }

    @Test
    void deepNestingShouldNotBreakIt() {
        int depth = 30_000;
        String xml =
                "<clientConfig>" + "<a>".repeat(depth) + "</a>".repeat(depth) + "</clientConfig>";
        try {
            assertThat(read(xml).servers()).isEmpty();
        } catch (IOException e) {
            assertThat(e).hasMessageStartingWith("it is no XML that can be read");
        }
    }

    /** The text of an element is gathered level by level. */
    @Test
    void nestingWithinAValueShouldNotBreakIt() {
        for (int depth : new int[] {60, 30_000}) {
            String host = "<a>".repeat(depth) + "imap.old.example" + "</a>".repeat(depth);
            assertThatThrownBy(() -> read(config(server("imap", host, "993", "SSL", ""))))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("it is no XML that can be read");
        }
    }

    @Test
    void longListOfServersShouldBeCut() throws IOException {
        String one = server("imap", "imap.old.example", "993", "SSL", "%EMAILADDRESS%");
        assertThat(read(config(one.repeat(500))).servers()).hasSize(10);
    }

    @ParameterizedTest
    @CsvSource({
        "%EMAILADDRESS%, ADDRESS",
        "%EMAILLOCALPART%@%EMAILDOMAIN%, ADDRESS",
        "%emaillocalpart%, LOCAL_PART",
        "'', UNKNOWN",
        "%EMAILDOMAIN%, UNKNOWN"
    })
    void userNameShouldBeMadeOfTheAddress(String placeholder, UserForm form) throws IOException {
        assertThat(
                        read(config(server("imap", "imap.old.example", "993", "SSL", placeholder)))
                                .servers())
                .singleElement()
                .extracting(Candidate::user)
                .isEqualTo(form);
    }

    @Test
    void foreignUserNameShouldBeNotTaken() throws IOException {
        AutoconfigFile file =
                read(config(server("imap", "imap.old.example", "993", "SSL", "root")));
        assertThat(file.servers().get(0).user()).isEqualTo(UserForm.UNKNOWN);
        assertThat(file.passedOver()).singleElement().asString().contains("user name");
    }
}
