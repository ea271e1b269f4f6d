package io.mailcaravan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mailcaravan.convert.tnef.TnefMails;
import io.mailcaravan.mailbox.ConfigurationException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ConvertCommandTest {

    private static final byte[] ORDINARY =
            "Subject: without\r\n\r\ntext\r\n".getBytes(StandardCharsets.US_ASCII);

    @TempDir Path folder;

    private Path in;
    private Path out;

    @BeforeEach
    void prepare() throws Exception {
        in = Files.createDirectory(folder.resolve("in"));
        out = folder.resolve("out");
    }

    private CommandRun convert(Path input, String... args) throws Exception {
        return CommandRun.of(
                new ConvertCommand(), Printed.with(new String[] {input.toString()}, args));
    }

    private Path write(String name, byte[] bytes) throws Exception {
        Path file = in.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, bytes);
    }

    private static JsonNode json(CommandRun run) throws Exception {
        JsonNode array = new ObjectMapper().readTree(run.out());
        assertThat(array.isArray()).isTrue();
        return array;
    }

    @Test
    void mailShouldBeWrittenConvertedUnderItsName() throws Exception {
        byte[] mail = TnefMails.mail("one");
        Path file = write("one.eml", mail);
        CommandRun run = convert(file, "-o", out.toString());
        assertThat(run.exit()).isZero();
        assertThat(out.resolve("one.eml.eml")).hasBinaryContent(TnefMails.converted(mail));
        assertThat(file).hasBinaryContent(mail);
        assertThat(run.lines())
                .startsWith("one.eml: converted", "  IPM.Note \"one\"", "    file a.txt, 3 B")
                .endsWith("1 file, 1 converted", "1 mail written to " + out);
    }

    @Test
    void rawStreamAndItsBase64ShouldBecomeTheSameMail() throws Exception {
        byte[] stream = TnefMails.stream("raw");
        write("winmail.dat", stream);
        write("winmail.b64", Base64.getMimeEncoder().encode(stream));
        assertThat(convert(in, "-o", out.toString()).exit()).isZero();
        byte[] mail = TnefMails.converted(stream);
        assertThat(out.resolve("winmail.dat.eml")).hasBinaryContent(mail);
        assertThat(out.resolve("winmail.b64.eml")).hasBinaryContent(mail);
    }

    @Test
    void folderShouldBeWrittenWithItsSubfoldersAndWithoutHiddenFiles() throws Exception {
        write("b/c/one.eml", TnefMails.mail("one"));
        write("a.eml", ORDINARY);
        write(".hidden", TnefMails.mail("two"));
        write(".hidden.d/one.eml", TnefMails.mail("three"));
        CommandRun run = convert(in, "-o", out.toString());
        assertThat(run.lines()).contains("2 files, 1 without TNEF, 1 converted");
        assertThat(out.resolve("a.eml.eml")).hasBinaryContent(ORDINARY);
        assertThat(written()).containsExactly("a.eml.eml", "b/c/one.eml.eml");
    }

    @Test
    void whatIsLeftOutAsHiddenShouldBeTold() throws Exception {
        write("cur/one.eml", TnefMails.mail("one"));
        assertThat(convert(in).errors()).isEmpty();
        write(".index", ORDINARY);
        write(".Sent/cur/two.eml", TnefMails.mail("two"));
        CommandRun run = convert(in, "--json");
        assertThat(run.exit()).isZero();
        assertThat(json(run)).hasSize(1);
        assertThat(run.errors())
                .contains("left out: 2 hidden files and folders, for example " + in + "/.Sent. ")
                .contains("name that folder");
        CommandRun hidden = convert(in.resolve(".Sent"));
        assertThat(hidden.lines()).contains("1 file, 1 converted");
        assertThat(hidden.errors()).isEmpty();
    }

    private Stream<String> written() throws Exception {
        try (Stream<Path> files = Files.walk(out)) {
            return files
                    .filter(Files::isRegularFile)
                    .map(file -> out.relativize(file).toString())
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @Test
    void jsonShouldBeOneArrayInTheWordsOfTheManifest() throws Exception {
        write("a.eml", TnefMails.mail("Grüße"));
        write("b.eml", ORDINARY);
        write("c.tnef", "no TNEF".getBytes(StandardCharsets.US_ASCII));
        CommandRun run = convert(in, "--json");
        JsonNode array = json(run);
        assertThat(array).hasSize(3);
        JsonNode first = array.get(0);
        assertThat(first.get("file").asText()).isEqualTo("a.eml");
        assertThat(first.get("outcome").asText()).isEqualTo("converted");
        assertThat(first.get("message_class").asText()).isEqualTo("IPM.Note");
        assertThat(first.get("subject").asText()).isEqualTo("Grüße");
        JsonNode attachment = first.get("attachments").get(0);
        assertThat(attachment.get("kind").asText()).isEqualTo("file");
        assertThat(attachment.get("name").asText()).isEqualTo("a.txt");
        assertThat(attachment.get("size").asInt()).isEqualTo(5);
        assertThat(attachment.get("sha256").asText()).hasSize(64);
        assertThat(first.get("bodies").has("text")).isTrue();
        assertThat(first.get("warnings")).isEmpty();
        assertThat(array.get(1).get("outcome").asText()).isEqualTo("untouched");
        assertThat(array.get(2).get("outcome").asText()).isEqualTo("rejected");
        assertThat(array.get(2).get("warnings")).hasSize(1);
        assertThat(json(convert(Files.createDirectory(in.resolve("none")), "--json"))).isEmpty();
    }

    @Test
    void nothingShouldBeWrittenWithoutAPlaceOrWhenOnlyAReportIsAskedFor() throws Exception {
        Path file = write("one.eml", TnefMails.mail("one"));
        assertThat(convert(file).lines())
                .endsWith("Nothing was written; -o FOLDER writes the mails there.");
        convert(file, "--report-only", "-o", out.toString());
        assertThat(out).doesNotExist();
        assertThat(in).isDirectoryNotContaining("glob:**.eml.eml");
    }

    @Test
    void whatCannotBeConvertedShouldStayAndBeNoError() throws Exception {
        byte[] hopeless = TnefMails.hopeless("cut");
        write("cut.eml", hopeless);
        write("cut.tnef", new byte[] {0x78, (byte) 0x9F, 0x3E, 0x22, 1, 0, 1});
        CommandRun run = convert(in, "-o", out.toString());
        assertThat(run.exit()).isZero();
        assertThat(run.lines()).contains("cut.eml: rejected", "2 files, 2 rejected");
        assertThat(out.resolve("cut.eml.eml")).hasBinaryContent(hopeless);
        assertThat(out.resolve("cut.tnef.eml")).doesNotExist();
    }

    @Test
    void fileThatCannotBeReadShouldNotKeepTheOthersBack() throws Exception {
        Files.createSymbolicLink(in.resolve("a.eml"), folder.resolve("gone"));
        write("b.eml", TnefMails.mail("one"));
        CommandRun run = convert(in, "-o", out.toString(), "--json");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(json(run).get(0).get("outcome").asText()).isEqualTo("unreadable");
        assertThat(json(run).get(1).get("outcome").asText()).isEqualTo("converted");
        assertThat(written()).containsExactly("b.eml.eml");
    }

    @Test
    void inputShouldNeverBeOverwritten() throws Exception {
        byte[] mail = TnefMails.mail("one");
        write("one", TnefMails.stream("stream"));
        Path other = write("one.eml", mail);
        Path link = Files.createSymbolicLink(folder.resolve("link"), in);
        for (Path place : new Path[] {in, link, in.resolve("../in")}) {
            assertThatThrownBy(() -> convert(in, "-o", place.toString()))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("would be overwritten")
                    .hasMessageContaining("one.eml");
        }
        assertThat(other).hasBinaryContent(mail);
    }

    @Test
    void linkToAnInputShouldNotBeWrittenThrough() throws Exception {
        byte[] mail = TnefMails.mail("one");
        Path input = write("one", mail);
        Files.createDirectories(out);
        Path link = Files.createSymbolicLink(out.resolve("one.eml"), input);
        assertThatThrownBy(() -> convert(in, "-o", out.toString()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("would be overwritten");
        assertThat(input).hasBinaryContent(mail);
        assertThat(link).isSymbolicLink();
    }

    @Test
    void folderInAResultsPlaceShouldBeToldInWords() throws Exception {
        write("one", TnefMails.mail("one"));
        Path place = Files.createDirectories(out.resolve("one.eml"));
        assertThatThrownBy(() -> convert(in, "-o", out.toString()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("cannot be written: ")
                .hasMessageNotContaining("Exception");
        assertThat(place).isEmptyDirectory();
    }

    @Test
    void resultsBelowTheInputShouldNotBeReadAgain() throws Exception {
        write("one.eml", TnefMails.mail("one"));
        out = in.resolve("out");
        for (int run = 0; run < 2; run++) {
            assertThat(convert(in, "-o", out.toString()).lines()).contains("1 file, 1 converted");
            assertThat(written()).containsExactly("one.eml.eml");
        }
    }

    @Test
    void originalAndRtfShouldBeKeptWhenAsked() throws Exception {
        byte[] stream = TnefMails.stream("raw");
        Path file = write("winmail.dat", stream);
        convert(file, "-o", out.toString(), "--keep-original", "--keep-rtf");
        assertThat(Files.readString(out.resolve("winmail.dat.eml")).replace("\r\n", ""))
                .contains(Base64.getEncoder().encodeToString(stream).substring(0, 100));
    }

    @Test
    void mistakesShouldSayWhatWouldDo() throws Exception {
        assertThatThrownBy(() -> convert(in.resolve("missing")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("no such file or folder");
        Path file = write("one.eml", ORDINARY);
        assertThatThrownBy(() -> convert(in, "-o", file.toString()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("--output " + file + ": it is a file");
        assertThatThrownBy(() -> CommandRun.of(new ConvertCommand()))
                .isInstanceOf(CommandLine.MissingParameterException.class);
    }

    @Test
    void namesShouldNotCommandTheTerminal() throws Exception {
        write("one\u001b[2J.eml", TnefMails.mail("a\u001b]0;b"));
        assertThat(convert(in).out())
                .doesNotContain("\u001b")
                .contains("one\\u001b[2J.eml: converted");
    }

    private static byte[] mbox(byte[]... mails) {
        ByteArrayOutputStream mbox = new ByteArrayOutputStream();
        for (byte[] mail : mails) {
            mbox.writeBytes(
                    "From a@example.org Tue Jun 15 08:30:00 2021\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            mbox.writeBytes(mail);
            mbox.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        return mbox.toByteArray();
    }

    @Test
    void everyMailOfAnMboxShouldBeWritten() throws Exception {
        byte[] one = TnefMails.mail("one");
        byte[] two = TnefMails.mail("two");
        write("box", mbox(one, ORDINARY, two));
        write("box.0002", ORDINARY);
        CommandRun run = convert(in, "-o", out.toString());
        assertThat(run.exit()).isZero();
        assertThat(written())
                .containsExactly("box.0001.eml", "box.0002-2.eml", "box.0002.eml", "box.0003.eml");
        assertThat(out.resolve("box.0001.eml")).hasBinaryContent(TnefMails.converted(one));
        assertThat(out.resolve("box.0002.eml")).hasBinaryContent(ORDINARY);
        assertThat(Files.readString(out.resolve("box.0003.eml"))).contains("Subject: outer");
        assertThat(run.lines())
                .contains("box.0001: converted", "box.0003: converted")
                .contains("4 files, 2 without TNEF, 2 converted");
    }

    @Test
    void standardInputShouldBeReadAndStandardOutputWritten() throws Exception {
        byte[] mail = TnefMails.mail("one");
        InputStream before = System.in;
        try {
            System.setIn(new ByteArrayInputStream(mail));
            CommandRun run = CommandRun.of(new ConvertCommand(), "-", "-o", "-");
            assertThat(run.exit()).isZero();
            assertThat(run.out().getBytes(StandardCharsets.UTF_8))
                    .isEqualTo(TnefMails.converted(mail));
            assertThat(run.errors())
                    .contains("stdin: converted")
                    .contains("1 mail written to standard output");
            byte[] box = mbox(mail, ORDINARY);
            System.setIn(new ByteArrayInputStream(box));
            assertThat(CommandRun.of(new ConvertCommand(), "-", "-o", "-").out())
                    .contains("filename=a.txt", "Subject: without", "From a@example.org");
            System.setIn(new ByteArrayInputStream(new byte[] {1, 2, 3}));
            assertThat(CommandRun.of(new ConvertCommand(), "-", "-o", "-").exit()).isEqualTo(1);
            System.setIn(new ByteArrayInputStream(mail));
            assertThat(CommandRun.of(new ConvertCommand(), "-", "-o", out.toString()).exit())
                    .isZero();
        } finally {
            System.setIn(before);
        }
        assertThat(out.resolve("stdin.eml")).hasBinaryContent(TnefMails.converted(mail));
        write("a.eml", mail);
        write("b.eml", mail);
        assertThatThrownBy(() -> convert(in, "-o", "-"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("standard output takes one mail");
    }

    @Test
    void outlookFileShouldBeNamedAsWhatItIs() throws Exception {
        byte[] msg = new byte[2048];
        System.arraycopy(HexFormat.of().parseHex("d0cf11e0a1b11ae1"), 0, msg, 0, 8);
        byte[] entry = "__nameid_version1.0".getBytes(StandardCharsets.UTF_16LE);
        System.arraycopy(entry, 0, msg, 1024, entry.length);
        CommandRun run = convert(write("a.msg", msg), "-o", out.toString());
        assertThat(run.out())
                .contains("a.msg: rejected")
                .contains("an Outlook message file (.msg)");
        assertThat(out.resolve("a.msg.eml")).doesNotExist();
    }
}
