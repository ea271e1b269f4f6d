package io.mailcaravan.discover;

import io.mailcaravan.mailbox.AsciiCase;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Hashtable;
import java.util.List;
import java.util.ServiceLoader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.naming.CommunicationException;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.DirContext;
import javax.naming.spi.InitialContextFactory;

/**
 * By the JDK's own client, which the linked Java of the image has, too. It is asked for by name and
 * not through {@link javax.naming.InitialContext}, which Quarkus switches off.
 */
final class SystemDns implements DnsLookup {

    /** The servers that the system is configured with. */
    static final String OF_THE_SYSTEM = "dns:";

    private static final String CLIENT = "com.sun.jndi.dns.DnsContextFactory";

    /** Milliseconds; doubled with each of the tries. */
    private static final String FIRST_WAIT = "1500";

    private static final String TRIES = "3";

    /** No domain needs more. */
    private static final int MOST = 20;

    private static final Pattern SERVICE =
            Pattern.compile("(\\d{1,5}) (\\d{1,5}) (\\d{1,5}) (\\S+)");

    private static final Pattern EXCHANGE = Pattern.compile("(\\d{1,5}) (\\S+)");

    private final String servers;

    /**
     * @param servers {@code dns:}, or {@code dns://HOST:PORT}
     */
    SystemDns(String servers) {
        this.servers = servers;
    }

    @Override
    public List<ServiceRecord> services(String name) throws IOException {
        List<ServiceRecord> records = new ArrayList<>();
        for (String text : ask(name, "SRV")) {
            Matcher record = SERVICE.matcher(text);
            records.add(
                    record.matches()
                            ? new ServiceRecord(
                                    Integer.parseInt(record.group(1)),
                                    Integer.parseInt(record.group(2)),
                                    Integer.parseInt(record.group(3)),
                                    bare(record.group(4)))
                            : ServiceRecord.UNREADABLE);
        }
        records.sort(
                Comparator.comparingInt(ServiceRecord::priority)
                        .thenComparing(ServiceRecord::weight, Comparator.reverseOrder())
                        .thenComparing(ServiceRecord::target));
        return records;
    }

    private record Exchange(int preference, String host) {}

    @Override
    public List<String> exchanges(String domain) throws IOException {
        List<Exchange> records = new ArrayList<>();
        for (String text : ask(domain, "MX")) {
            Matcher record = EXCHANGE.matcher(text);
            records.add(
                    record.matches()
                            ? new Exchange(Integer.parseInt(record.group(1)), bare(record.group(2)))
                            : new Exchange(Integer.MAX_VALUE, ""));
        }
        records.sort(Comparator.comparingInt(Exchange::preference).thenComparing(Exchange::host));
        return records.stream().map(Exchange::host).toList();
    }

    private static String bare(String host) {
        String lower = AsciiCase.lower(host);
        return lower.length() > 1 && lower.endsWith(".")
                ? lower.substring(0, lower.length() - 1)
                : lower;
    }

    /**
     * The texts of records. The context is that of DNS alone and is asked for attributes, which are
     * strings: nothing is looked up by a name in an answer, and nothing is deserialized.
     */
    @SuppressWarnings({"BanJNDI", "JdkObsolete"})
    private List<String> ask(String name, String type) throws IOException {
        Hashtable<String, String> environment = new Hashtable<>();
        environment.put(Context.PROVIDER_URL, servers);
        environment.put("com.sun.jndi.dns.timeout.initial", FIRST_WAIT);
        environment.put("com.sun.jndi.dns.timeout.retries", TRIES);
        DirContext context = null;
        try {
            context = (DirContext) client().getInitialContext(environment);
            Attribute found = context.getAttributes(name + ".", new String[] {type}).get(type);
            List<String> texts = new ArrayList<>();
            for (int i = 0; found != null && i < Math.min(found.size(), MOST); i++) {
                texts.add(String.valueOf(found.get(i)));
            }
            return texts;
        } catch (NameNotFoundException e) {
            return List.of();
        } catch (NamingException e) {
            boolean silent = e instanceof CommunicationException;
            throw new IOException(
                    "DNS "
                            + (silent ? "does not answer" : "answers with an error")
                            + " for "
                            + name
                            + " ("
                            + type
                            + "): "
                            + e.getMessage(),
                    e);
        } finally {
            close(context);
        }
    }

    private static InitialContextFactory client() throws IOException {
        return ServiceLoader.load(InitialContextFactory.class, ClassLoader.getSystemClassLoader())
                .stream()
                .filter(provider -> provider.type().getName().equals(CLIENT))
                .map(ServiceLoader.Provider::get)
                .findFirst()
                .orElseThrow(() -> new IOException("this Java has no module jdk.naming.dns"));
    }

    private static void close(DirContext context) {
        try {
            if (context != null) {
                context.close();
            }
        } catch (NamingException e) {
            // nothing is kept open that matters
        }
    }
}
