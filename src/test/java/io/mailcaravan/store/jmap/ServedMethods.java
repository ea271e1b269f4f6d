package io.mailcaravan.store.jmap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mailcaravan.store.jmap.ServedAccount.Email;
import io.mailcaravan.store.jmap.ServedAccount.Event;
import io.mailcaravan.store.jmap.ServedAccount.What;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The methods of RFC 8621 that a store uses, as strict as the RFC lets a server be. */
final class ServedMethods {

    private static final Pattern SENT = Pattern.compile("(?im)^Date: ([^\r\n]*)");
    private static final Set<String> EMAIL =
            Set.of(
                    "id",
                    "blobId",
                    "mailboxIds",
                    "keywords",
                    "receivedAt",
                    "sentAt",
                    "size",
                    "threadId");

    private final ServedAccount account;
    private final JmapServer.Manner manner;

    ServedMethods(ServedAccount account, JmapServer.Manner manner) {
        this.account = account;
        this.manner = manner;
    }

    /** A method-level error. */
    static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1;
        final String type;

        Refusal(String type, String description) {
            super(description);
            this.type = type;
        }
    }

    ObjectNode run(String method, JsonNode arguments) {
        return switch (method) {
            case "Mailbox/get" -> {
                known(arguments, "accountId", "ids", "properties");
                yield mailboxGet();
            }
            case "Mailbox/set" ->
                    mailboxSet(known(arguments, "accountId", "create", "update", "destroy"));
            case "Email/get" -> emailGet(known(arguments, "accountId", "ids", "properties"));
            case "Email/query" ->
                    emailQuery(
                            known(
                                    arguments,
                                    "accountId",
                                    "filter",
                                    "sort",
                                    "position",
                                    "anchor",
                                    "anchorOffset",
                                    "limit",
                                    "calculateTotal"));
            case "Email/changes" ->
                    emailChanges(known(arguments, "accountId", "sinceState", "maxChanges"));
            case "Email/import" -> emailImport(known(arguments, "accountId", "emails"));
            case "Email/set" -> emailSet(known(arguments, "accountId", "update", "destroy"));
            case "Quota/get" -> {
                known(arguments, "accountId", "ids");
                yield quotaGet();
            }
            default -> throw new Refusal("unknownMethod", method);
        };
    }

    private static JsonNode known(JsonNode arguments, String... names) {
        arguments
                .fieldNames()
                .forEachRemaining(
                        name -> {
                            if (!List.of(names).contains(name)) {
                                throw new Refusal("invalidArguments", "unknown: " + name);
                            }
                        });
        return arguments;
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private ObjectNode mailboxGet() {
        ObjectNode answer = object().put("state", "m" + account.mailboxes.size());
        ArrayNode list = answer.putArray("list");
        account.mailboxes.values().forEach(list::add);
        answer.putArray("notFound");
        return answer;
    }

    private ObjectNode mailboxSet(JsonNode arguments) {
        ObjectNode answer = object();
        arguments
                .path("create")
                .properties()
                .forEach(
                        entry -> {
                            JsonNode wanted =
                                    known(
                                            entry.getValue(),
                                            "name",
                                            "parentId",
                                            "role",
                                            "isSubscribed");
                            String problem = problem(wanted);
                            if (problem != null) {
                                answer.withObjectProperty("notCreated")
                                        .putObject(entry.getKey())
                                        .put("type", "invalidProperties")
                                        .put("description", problem);
                                return;
                            }
                            ObjectNode made =
                                    account.mailbox(
                                            wanted.get("name").asText(),
                                            text(wanted.path("parentId")),
                                            text(wanted.path("role")));
                            made.put("isSubscribed", wanted.path("isSubscribed").asBoolean());
                            answer.withObjectProperty("created")
                                    .putObject(entry.getKey())
                                    .put("id", made.get("id").asText());
                        });
        arguments
                .path("update")
                .properties()
                .forEach(
                        entry -> {
                            ObjectNode mailbox = account.mailboxes.get(entry.getKey());
                            if (mailbox == null) {
                                answer.withObjectProperty("notUpdated")
                                        .putObject(entry.getKey())
                                        .put("type", "notFound");
                            } else {
                                mailbox.setAll((ObjectNode) entry.getValue());
                            }
                        });
        Json.texts(arguments.path("destroy")).forEach(account.mailboxes::remove);
        return answer;
    }

    private static String text(JsonNode value) {
        return value.isTextual() ? value.asText() : null;
    }

    private String problem(JsonNode wanted) {
        String name = wanted.path("name").asText("");
        String parent = text(wanted.path("parentId"));
        String role = text(wanted.path("role"));
        if (name.isEmpty() || name.length() > 255 || name.chars().anyMatch(c -> c < 32)) {
            return "name";
        }
        if (parent != null && !account.mailboxes.containsKey(parent)) {
            return "parentId";
        }
        for (JsonNode other : account.mailboxes.values()) {
            if (role != null && role.equals(text(other.path("role")))) {
                return "role";
            }
            if (other.get("name").asText().equals(name)
                    && Objects.equals(parent, text(other.path("parentId")))) {
                return "name is there";
            }
        }
        return null;
    }

    private ObjectNode emailGet(JsonNode arguments) {
        List<String> ids = Json.texts(arguments.path("ids"));
        if (ids.size() > JmapServer.OBJECTS) {
            throw new Refusal("requestTooLarge", "maxObjectsInGet");
        }
        Set<String> properties = new LinkedHashSet<>(Json.texts(arguments.path("properties")));
        if (!EMAIL.containsAll(properties)) {
            throw new Refusal("invalidArguments", "properties");
        }
        ObjectNode answer = object().put("state", account.state());
        ArrayNode list = answer.putArray("list");
        ArrayNode notFound = answer.putArray("notFound");
        for (String id : new LinkedHashSet<>(ids)) {
            Email email = account.emails.get(id);
            if (email == null) {
                notFound.add(id);
            } else {
                ObjectNode whole = told(email);
                properties.add("id");
                list.add(whole.retain(properties));
            }
        }
        return answer;
    }

    private ObjectNode told(Email email) {
        byte[] bytes = account.blobs.get(email.blob);
        ObjectNode told = object().put("id", email.id).put("blobId", email.blob);
        told.put("threadId", "T" + email.id).put("size", bytes.length);
        told.put("receivedAt", email.receivedAt).put("sentAt", sent(bytes));
        email.mailboxIds.forEach(id -> told.withObjectProperty("mailboxIds").put(id, true));
        told.putObject("keywords");
        email.keywords.forEach(name -> told.withObjectProperty("keywords").put(name, true));
        return told;
    }

    private static String sent(byte[] bytes) {
        Matcher matcher = SENT.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
        try {
            return matcher.find()
                    ? OffsetDateTime.parse(matcher.group(1), DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toString()
                    : null;
        } catch (DateTimeException e) {
            return null;
        }
    }

    private ObjectNode emailQuery(JsonNode arguments) {
        List<String> ids =
                account.emails.values().stream()
                        .sorted(
                                Comparator.comparing((Email email) -> email.receivedAt)
                                        .thenComparing(email -> email.id))
                        .map(email -> email.id)
                        .toList();
        int from = arguments.path("position").asInt(0);
        if (arguments.has("anchor")) {
            if (!manner.anchors) {
                throw new Refusal("invalidArguments", "anchor");
            }
            int at = ids.indexOf(arguments.get("anchor").asText());
            if (at < 0) {
                throw new Refusal("anchorNotFound", "");
            }
            from = at + arguments.path("anchorOffset").asInt(0);
        }
        from = Math.min(from, ids.size());
        int limit = Math.min(arguments.path("limit").asInt(manner.page), manner.page);
        ObjectNode answer =
                object().put("queryState", account.state()).put("canCalculateChanges", false);
        answer.put("position", from);
        ArrayNode page = answer.putArray("ids");
        ids.subList(from, Math.min(ids.size(), from + limit)).forEach(page::add);
        if (arguments.path("calculateTotal").asBoolean()) {
            answer.put("total", ids.size());
        }
        if (arguments.path("limit").asInt() != 1) {
            manner.afterPage.run();
        }
        return answer;
    }

    private ObjectNode emailChanges(JsonNode arguments) {
        String since = arguments.path("sinceState").asText();
        int from = since.matches("s[0-9]+") ? Integer.parseInt(since.substring(1)) : -1;
        if (from < manner.oldest || from > account.events.size()) {
            throw new Refusal("cannotCalculateChanges", "");
        }
        int most = Math.min(arguments.path("maxChanges").asInt(100), manner.changes);
        int to = Math.min(account.events.size(), from + most);
        Set<String> created = new LinkedHashSet<>();
        Set<String> updated = new LinkedHashSet<>();
        Set<String> destroyed = new LinkedHashSet<>();
        for (Event event : account.events.subList(from, to)) {
            if (event.what() == What.CREATED) {
                created.add(event.id());
            } else if (event.what() == What.UPDATED && !created.contains(event.id())) {
                updated.add(event.id());
            } else if (event.what() == What.DESTROYED) {
                updated.remove(event.id());
                if (!created.remove(event.id())) {
                    destroyed.add(event.id());
                }
            }
        }
        ObjectNode answer = object().put("oldState", since).put("newState", "s" + to);
        answer.put("hasMoreChanges", to < account.events.size());
        created.forEach(answer.putArray("created")::add);
        updated.forEach(answer.putArray("updated")::add);
        destroyed.forEach(answer.putArray("destroyed")::add);
        return answer;
    }

    private ObjectNode emailImport(JsonNode arguments) {
        if (arguments.get("emails").size() > JmapServer.OBJECTS) {
            throw new Refusal("requestTooLarge", "maxObjectsInSet");
        }
        ObjectNode answer = object();
        ObjectNode created = answer.putObject("created");
        ObjectNode notCreated = answer.putObject("notCreated");
        for (Map.Entry<String, JsonNode> entry : arguments.get("emails").properties()) {
            JsonNode wanted =
                    known(entry.getValue(), "blobId", "mailboxIds", "keywords", "receivedAt");
            String blob = wanted.path("blobId").asText();
            String error = importError(wanted, blob);
            if (error != null) {
                ObjectNode why = notCreated.putObject(entry.getKey()).put("type", error);
                if (error.equals("alreadyExists")) {
                    why.put("existingId", withBlob(blob));
                }
                continue;
            }
            Email email =
                    account.add(
                            blob,
                            wanted.path("receivedAt").asText(Instant.now().toString()),
                            wanted.get("mailboxIds"),
                            wanted.path("keywords"));
            created.putObject(entry.getKey())
                    .put("id", email.id)
                    .put("blobId", blob)
                    .put("threadId", "T" + email.id)
                    .put("size", account.blobs.get(blob).length);
        }
        return answer;
    }

    private String withBlob(String blob) {
        return account.emails.values().stream()
                .filter(email -> email.blob.equals(blob))
                .map(email -> email.id)
                .findFirst()
                .orElse(null);
    }

    private String importError(JsonNode wanted, String blob) {
        byte[] bytes = account.blobs.get(blob);
        if (bytes == null) {
            return "blobNotFound";
        }
        if (wanted.path("mailboxIds").isEmpty()
                || !account.mailboxes.keySet().containsAll(names(wanted.get("mailboxIds")))
                || !keywordsAreGood(wanted.path("keywords"))) {
            return "invalidProperties";
        }
        for (byte one : bytes) {
            if (one == 0) {
                return "invalidEmail";
            }
        }
        if (manner.full) {
            return "overQuota";
        }
        return manner.onceOnly && withBlob(blob) != null ? "alreadyExists" : null;
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static boolean keywordsAreGood(JsonNode keywords) {
        return names(keywords).stream()
                .allMatch(
                        name ->
                                name.equals(name.toLowerCase(Locale.ROOT))
                                        && name.matches("[!-~&&[^(){\\]%*\"\\\\]]{1,255}"));
    }

    private ObjectNode emailSet(JsonNode arguments) {
        ObjectNode answer = object();
        for (Map.Entry<String, JsonNode> entry : arguments.path("update").properties()) {
            Email email = account.emails.get(entry.getKey());
            if (email == null) {
                answer.withObjectProperty("notUpdated")
                        .putObject(entry.getKey())
                        .put("type", "notFound");
                continue;
            }
            for (Map.Entry<String, JsonNode> patch : entry.getValue().properties()) {
                patch(email, patch.getKey(), patch.getValue());
            }
            account.changed(email.id);
            answer.withObjectProperty("updated").putNull(email.id);
        }
        for (String id : Json.texts(arguments.path("destroy"))) {
            if (account.emails.containsKey(id)) {
                account.destroy(id);
                answer.withArray("destroyed").add(id);
            } else {
                answer.withObjectProperty("notDestroyed").putObject(id).put("type", "notFound");
            }
        }
        return answer;
    }

    private void patch(Email email, String property, JsonNode value) {
        if (property.equals("keywords") && keywordsAreGood(value)) {
            email.keywords.clear();
            email.keywords.addAll(names(value));
        } else if (property.equals("mailboxIds")
                && !value.isEmpty()
                && account.mailboxes.keySet().containsAll(names(value))) {
            email.mailboxIds.clear();
            email.mailboxIds.addAll(names(value));
        } else if (property.startsWith("mailboxIds/")
                && value.asBoolean()
                && account.mailboxes.containsKey(property.substring(11))) {
            email.mailboxIds.add(property.substring(11));
        } else {
            throw new Refusal("invalidArguments", property);
        }
    }

    private ObjectNode quotaGet() {
        ObjectNode answer = object().put("state", "q");
        long used =
                account.emails.values().stream()
                        .mapToLong(email -> account.blobs.get(email.blob).length)
                        .sum();
        ObjectNode quota = answer.putArray("list").addObject().put("id", "q1");
        quota.put("resourceType", "octets").put("scope", "account").put("name", "mail");
        quota.put("used", used).put("hardLimit", 100_000_000);
        quota.putArray("types").add("Mail");
        return answer;
    }
}
