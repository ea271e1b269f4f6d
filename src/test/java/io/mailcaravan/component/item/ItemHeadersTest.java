package io.mailcaravan.component.item;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.ledger.ItemKey;
import io.mailcaravan.mailbox.Content;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.Folder;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.InternalDate;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.ItemKind;
import io.mailcaravan.mailbox.SpecialUse;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidValidity;
import io.mailcaravan.mapping.Mappings;
import io.mailcaravan.pass.PassItem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.util.CaseInsensitiveMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ItemHeadersTest {

    private static final Instant DATE = Instant.ofEpochSecond(1_600_000_000);
    private static final Content CONTENT =
            Content.of("Subject: s\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

    private static PassItem item(FolderPath path, Instant date, String note) {
        Optional<SpecialUse> use =
                path.kind() == ItemKind.MESSAGE ? SpecialUse.parse("\\Sent") : Optional.empty();
        ItemHead head = new ItemHead(new Uid(42), Flags.parse("\\Seen $a"), date, CONTENT.size());
        return new PassItem(
                new ItemKey("route", "store", "alice", path, new UidValidity(7), new Uid(42)),
                new Folder(path, true, true, use),
                false,
                new Item(head, CONTENT),
                "bob",
                Set.of(),
                note,
                new Mappings(Path.of("")));
    }

    private static ItemHeaders headers() {
        return new ItemHeaders(item(FolderPath.of("Sent"), DATE, "noted"), CONTENT);
    }

    @Test
    void headersShouldTellOfTheItem() {
        ItemHeaders headers = headers();
        assertThat(headers.get(MailboxConstants.FIELDS))
                .hasFieldOrPropertyWithValue("empty", false);
        headers.remove(MailboxConstants.FIELDS);

        assertThat(headers)
                .containsExactlyInAnyOrderEntriesOf(
                        Map.ofEntries(
                                Map.entry(MailboxConstants.ITEM_KEY, "route/store/alice/Sent/7/42"),
                                Map.entry(MailboxConstants.SOURCE, "alice"),
                                Map.entry(MailboxConstants.DESTINATION, "bob"),
                                Map.entry(MailboxConstants.FOLDER, "Sent"),
                                Map.entry(MailboxConstants.SPECIAL_USE, "\\Sent"),
                                Map.entry(MailboxConstants.UID, 42L),
                                Map.entry(MailboxConstants.UID_VALIDITY, 7L),
                                Map.entry(MailboxConstants.INTERNAL_DATE, Date.from(DATE)),
                                Map.entry(MailboxConstants.FLAGS, "\\Seen $a"),
                                Map.entry(MailboxConstants.SIZE, CONTENT.size()),
                                Map.entry(MailboxConstants.KIND, "message"),
                                Map.entry(MailboxConstants.NOTE, "noted")));
    }

    @Test
    void whatIsNotKnownShouldBeAbsent() {
        ItemHeaders headers =
                new ItemHeaders(
                        item(FolderPath.of(ItemKind.CONTACT, "Work"), InternalDate.UNKNOWN, ""),
                        CONTENT);

        for (String name :
                List.of(
                        MailboxConstants.INTERNAL_DATE,
                        MailboxConstants.SPECIAL_USE,
                        MailboxConstants.FIELDS,
                        MailboxConstants.NOTE,
                        MailboxConstants.DESTINATION_UID,
                        "Subject")) {
            assertThat(headers.containsKey(name)).as(name).isFalse();
            assertThat(headers.get(name)).as(name).isNull();
        }
        assertThat(headers).hasSize(9);
    }

    /** Whatever a route does to them, they are as the map that any exchange has. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void headersShouldBehaveAsAnyOthers(int seed) {
        Random random = new Random(seed);
        for (int world = 0; world < 200; world++) {
            ItemHeaders headers = headers();
            headers.remove(MailboxConstants.FIELDS); // equal to itself only
            Map<String, Object> model = new CaseInsensitiveMap(headers());
            model.remove(MailboxConstants.FIELDS);
            for (int step = 0; step < 12; step++) {
                change(headers, model, random);
            }
            assertThat(headers).isEqualTo(model).hasSameSizeAs(model);
        }
    }

    private static void change(
            Map<String, Object> headers, Map<String, Object> model, Random random) {
        String name = name(random);
        Object value = random.nextInt(5) == 0 ? null : random.nextInt(3);
        switch (random.nextInt(40)) {
            case 0 -> {
                headers.clear();
                model.clear();
            }
            case 1 -> {
                headers.keySet().removeIf(one -> one.endsWith("d"));
                model.keySet().removeIf(one -> one.endsWith("d"));
            }
            case 2 ->
                    assertThat(headers.merge(name, 5, (a, b) -> a))
                            .isEqualTo(model.merge(name, 5, (a, b) -> a));
            case 3 -> assertThat(headers.isEmpty()).isEqualTo(model.isEmpty());
            case 4, 5, 6, 7, 8, 9 ->
                    assertThat(headers.put(name, value)).isEqualTo(model.put(name, value));
            case 10, 11, 12, 13 -> assertThat(headers.remove(name)).isEqualTo(model.remove(name));
            case 14, 15, 16 ->
                    assertThat(headers.containsKey(name)).isEqualTo(model.containsKey(name));
            case 17, 18 ->
                    assertThat(headers.getOrDefault(name, 9))
                            .isEqualTo(model.getOrDefault(name, 9));
            default -> assertThat(headers.get(name)).isEqualTo(model.get(name));
        }
    }

    private static String name(Random random) {
        List<String> names = List.copyOf(new CaseInsensitiveMap(headers()).keySet());
        String name =
                random.nextInt(4) == 0
                        ? "other" + random.nextInt(3)
                        : names.get(random.nextInt(names.size()));
        if (name.equals(MailboxConstants.FIELDS)) {
            return MailboxConstants.DEAD_LETTER;
        }
        return random.nextInt(12) == 0 ? name.toUpperCase(Locale.ROOT) : name;
    }

    @Test
    void exchangeShouldKeepThemAndItsCopyHaveItsOwn() throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            context.start();
            ItemHeadersFactory.install(context);
            ItemHeadersFactory.install(context);
            Exchange exchange = new DefaultExchange(context);
            Message message = exchange.getMessage();
            ItemHeaders headers = headers();
            message.setHeaders(headers);
            assertThat(message.getHeaders()).isSameAs(headers);
            assertThat(ItemHeaders.isAsRead(message, MailboxConstants.FLAGS)).isTrue();

            Exchange copy = exchange.copy();
            copy.getMessage().setHeader(MailboxConstants.FLAGS, "");
            assertThat(message.getHeader(MailboxConstants.FLAGS)).isEqualTo("\\Seen $a");
            assertThat(copy.getMessage().getHeader("camelmailboxuid")).isEqualTo(42L);
            assertThat(ItemHeaders.isAsRead(copy.getMessage(), MailboxConstants.UID)).isFalse();
        }
    }

    @Test
    void changedHeaderShouldNotCountAsRead() throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            context.start();
            ItemHeadersFactory.install(context);
            Message message = new DefaultExchange(context).getMessage();
            message.setHeaders(headers());
            message.setHeader(MailboxConstants.FLAGS, "\\Flagged");
            message.removeHeader(MailboxConstants.INTERNAL_DATE);

            assertThat(ItemHeaders.isAsRead(message, MailboxConstants.FLAGS)).isFalse();
            assertThat(ItemHeaders.isAsRead(message, MailboxConstants.INTERNAL_DATE)).isFalse();
            assertThat(ItemHeaders.isAsRead(message, MailboxConstants.UID)).isTrue();
        }
    }
}
