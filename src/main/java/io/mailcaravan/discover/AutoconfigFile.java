package io.mailcaravan.discover;

import io.mailcaravan.address.HostName;
import io.mailcaravan.address.ServerAddress;
import io.mailcaravan.mailbox.AsciiCase;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * What a domain tells mail programs, in the form of Thunderbird's {@code config-v1.1.xml}
 * (wiki.mozilla.org, Thunderbird:Autoconfiguration:ConfigFileFormat). Anybody may have written it.
 */
final class AutoconfigFile {

    private static final String CLIENT_CONFIG = "clientConfig";

    /** Servers that are looked at. */
    private static final int MOST = 10;

    /** Levels: the form has five. Texts are gathered by a method that calls itself for each. */
    private static final String DEEPEST = "50";

    private final List<Candidate> servers;
    private final List<String> passedOver;

    private AutoconfigFile(List<Candidate> servers, List<String> passedOver) {
        this.servers = servers;
        this.passedOver = passedOver;
    }

    /** IMAP servers with TLS, the preferred first. */
    List<Candidate> servers() {
        return servers;
    }

    /** What else is said there, and why it is not used. */
    List<String> passedOver() {
        return passedOver;
    }

    /**
     * @param source who says so
     * @throws IOException where it is no such file, with words for people
     */
    static AutoconfigFile read(WebAnswer answer, String source) throws IOException {
        if (answer.type().startsWith("text/html") || looksLikeHtml(answer.body())) {
            throw new IOException("it answers with a web page (HTML) in place of XML");
        }
        Element root = parse(answer.body()).getDocumentElement();
        if (!CLIENT_CONFIG.equals(root.getTagName())) {
            throw new IOException("it is XML, but no <" + CLIENT_CONFIG + ">");
        }
        List<Candidate> servers = new ArrayList<>();
        List<String> passedOver = new ArrayList<>();
        NodeList all = root.getElementsByTagName("incomingServer");
        for (int i = 0; i < Math.min(all.getLength(), MOST); i++) {
            read((Element) all.item(i), source, servers, passedOver);
        }
        if (all.getLength() == 0) {
            passedOver.add("it names no server for incoming mail");
        }
        return new AutoconfigFile(servers, passedOver);
    }

    private static boolean looksLikeHtml(byte[] body) {
        String begin =
                AsciiCase.lower(
                        new String(body, 0, Math.min(body.length, 256), StandardCharsets.ISO_8859_1)
                                .strip());
        return begin.startsWith("<!doctype html") || begin.startsWith("<html");
    }

    private static Document parse(byte[] xml) throws IOException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            // neither entities that grow nor files and addresses that are read
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
            factory.setAttribute("jdk.xml.maxElementDepth", DEEPEST);
            factory.setXIncludeAware(false);
            factory.setExpandEntityReferences(false);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new Quiet());
            return builder.parse(new ByteArrayInputStream(xml));
        } catch (SAXException e) {
            throw new IOException(words(String.valueOf(e.getMessage())), e);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e); // the JDK's own parser has these features
        }
    }

    private static String words(String parsers) {
        if (parsers.contains("DOCTYPE")) {
            return "it has a DOCTYPE, which no such file needs";
        }
        // limits of the JDK's parser are told by their numbers
        return parsers.contains("JAXP")
                ? "it is no XML that can be read: larger or deeper than any such file is"
                : "it is no XML that can be read (" + parsers + ")";
    }

    private static void read(
            Element server, String source, List<Candidate> servers, List<String> passedOver) {
        String type = AsciiCase.lower(server.getAttribute("type"));
        if (!type.equals("imap")) {
            passedOver.add("a server of type '" + type + "'");
            return;
        }
        String host = AsciiCase.lower(text(server, "hostname"));
        if (!HostName.isDomain(host)) {
            passedOver.add("a server whose hostname is no name of a host");
            return;
        }
        Optional<Integer> port = port(text(server, "port"));
        if (port.isEmpty()) {
            passedOver.add(host + ", whose port is none");
            return;
        }
        String socket = AsciiCase.upper(text(server, "socketType"));
        if (!socket.equals("SSL") && !socket.equals("STARTTLS")) {
            passedOver.add(host + ":" + port.get() + " without TLS, which is never used");
            return;
        }
        String username = text(server, "username");
        Optional<UserForm> user = UserForm.placeholder(username);
        if (user.isEmpty()) {
            passedOver.add("the user name of " + host + ", which is not made of the address");
        }
        servers.add(
                new Candidate(
                        new ServerAddress(
                                host,
                                port.get(),
                                socket.equals("SSL")
                                        ? ServerAddress.IMPLICIT
                                        : ServerAddress.STARTTLS),
                        user.orElse(UserForm.UNKNOWN),
                        true,
                        source,
                        Map.of()));
    }

    private static Optional<Integer> port(String text) {
        return Optional.of(text)
                .filter(digits -> digits.matches("\\d{1,5}"))
                .map(Integer::valueOf)
                .filter(ServerAddress::isPort);
    }

    private static String text(Element server, String name) {
        NodeList found = server.getElementsByTagName(name);
        return found.getLength() == 0 ? "" : found.item(0).getTextContent().strip();
    }

    /** Java's own prints on standard error. */
    private static final class Quiet implements ErrorHandler {
        @Override
        public void warning(SAXParseException e) {}

        @Override
        public void error(SAXParseException e) throws SAXException {
            throw e;
        }

        @Override
        public void fatalError(SAXParseException e) throws SAXException {
            throw e;
        }
    }
}
