package io.mailcaravan.misbehaving;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a pass told: by its exit code, its summary, on standard error, and in the report after it.
 *
 * @param summary the JSON line of the one mailbox
 * @param items the report's rows
 */
record PassEnd(int exit, JsonNode summary, String errors, List<JsonNode> items) {

    boolean stopped() {
        return !summary.path("stopped").isNull() && !summary.path("stopped").isMissingNode();
    }

    long count(String name) {
        return summary.path(name).asLong();
    }

    long rows(String state) {
        return items.stream().filter(item -> item.path("state").asText().equals(state)).count();
    }

    /** Whether the message is failed or skipped, with a reason. */
    boolean names(StoredFolder folder, StoredMessage message) {
        return items.stream()
                .filter(item -> isOf(item, folder))
                .filter(item -> item.path("uid").asLong() == message.uid)
                .anyMatch(
                        item ->
                                List.of("failed", "skipped").contains(item.path("state").asText())
                                        && !item.path("reason").asText().isBlank());
    }

    /** How many of the folder's messages are known. */
    long rows(StoredFolder folder) {
        return items.stream().filter(item -> isOf(item, folder)).count();
    }

    /** No two folders have one UIDVALIDITY, but two may have one path; and servers lie. */
    private static boolean isOf(JsonNode item, StoredFolder folder) {
        long uidValidity = item.path("uidValidity").asLong();
        return uidValidity == folder.uidValidity
                || (!World.isTrue(uidValidity)
                        && item.path("folder").asText().equals(folder.path.toString()));
    }

    /** Whether a sentence is about this folder. */
    boolean mentions(StoredFolder folder) {
        return errors.contains(folder.path.toString()) || errors.contains(folder.name);
    }

    private String reasons() {
        return items.stream()
                .filter(item -> List.of("failed", "skipped").contains(item.path("state").asText()))
                .limit(5)
                .map(
                        item ->
                                "\n      "
                                        + item.path("folder").asText()
                                        + ":"
                                        + item.path("uid")
                                        + " "
                                        + item.path("state").asText()
                                        + ": "
                                        + item.path("reason").asText())
                .collect(Collectors.joining());
    }

    @Override
    public String toString() {
        return "exit "
                + exit
                + ", "
                + summary
                + ", rows: "
                + rows("copied")
                + " copied, "
                + rows("failed")
                + " failed, "
                + rows("skipped")
                + " skipped, "
                + rows("pending")
                + " pending"
                + reasons()
                + (errors.isBlank() ? "" : "\n      " + errors.strip().replace("\n", "\n      "));
    }
}
