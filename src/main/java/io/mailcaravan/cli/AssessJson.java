package io.mailcaravan.cli;

import io.mailcaravan.assess.FolderFinding;
import io.mailcaravan.assess.MailboxAssessment;
import io.mailcaravan.assess.Oversize;
import io.mailcaravan.assess.SignIn;
import io.mailcaravan.mailbox.MailboxException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/** One mailbox as one JSON object. */
final class AssessJson {

    private AssessJson() {}

    static String text(MailboxAssessment found) {
        return Json.object(
                "event", "assessment",
                "route", found.route(),
                "source", end(found.source()),
                "destination", end(found.destination()),
                "failure", found.failure().map(MailboxException::explanation).orElse(null),
                "folders", found.folders().stream().map(AssessJson::folder).toList(),
                "messages", found.messages(),
                "bytes", found.bytes(),
                "excluded", found.excluded(),
                "copiedMessages", found.copiedItems(),
                "copiedBytes", found.copiedBytes(),
                "oversize", oversize(found.oversize()),
                "quota",
                        found.room()
                                .map(
                                        room ->
                                                map(
                                                        "usedBytes", room.usedBytes(),
                                                        "limitBytes", room.limitBytes(),
                                                        "neededBytes", room.neededBytes(),
                                                        "suffices", room.suffices()))
                                .orElse(null),
                "speed",
                        found.speed()
                                .map(
                                        speed ->
                                                map(
                                                        "roundTripMillis",
                                                        speed.roundTrip().toNanos() / 1e6,
                                                        "sampleMessages",
                                                        speed.items(),
                                                        "sampleBytes",
                                                        speed.bytes(),
                                                        "bytesPerSecond",
                                                        speed.bytesPerSecond().orElse(null)))
                                .orElse(null),
                "etaSeconds", found.eta().map(Duration::toSeconds).orElse(null),
                "blocking", found.blocking(),
                "warnings", found.warnings());
    }

    private static Map<String, Object> end(SignIn signIn) {
        return map(
                "store", signIn.store(),
                "type", signIn.type(),
                "mailbox", signIn.mailbox(),
                "signIn", signIn.state().toString(),
                "reason", signIn.failure().map(Throwable::getMessage).orElse(null),
                "advice", signIn.failure().map(MailboxException::advice).orElse(null),
                "description", signIn.description(),
                "capabilities", signIn.capabilities().stream().map(Enum::name).sorted().toList());
    }

    private static Map<String, Object> folder(FolderFinding folder) {
        return map(
                "source", folder.path().toString(),
                "destination", folder.plan().map(row -> row.destination().toString()).orElse(null),
                "rule", folder.plan().map(row -> row.reason()).orElse(null),
                "renamed", folder.plan().flatMap(row -> row.renamed()).orElse(null),
                "role", folder.plan().flatMap(row -> row.use()).map(Object::toString).orElse(null),
                "exists", folder.there(),
                "excluded", folder.excluded().orElse(null),
                "messages", folder.messages(),
                "bytes", folder.bytes(),
                "problem", folder.problem().orElse(null));
    }

    private static Map<String, Object> oversize(Oversize oversize) {
        OptionalLong limit = oversize.limit();
        return map(
                "limitBytes", limit.isPresent() ? limit.getAsLong() : null,
                "messages", oversize.count(),
                "first",
                        oversize.first().stream()
                                .map(
                                        large ->
                                                map(
                                                        "folder", large.folder().toString(),
                                                        "uid", large.uid().value(),
                                                        "bytes", large.size()))
                                .toList());
    }

    private static Map<String, Object> map(Object... namesAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }
}
