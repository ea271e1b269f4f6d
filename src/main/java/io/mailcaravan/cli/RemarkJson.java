package io.mailcaravan.cli;

/** A remark on all mailboxes of a route together, for programs. */
final class RemarkJson {

    private RemarkJson() {}

    static String of(String route, String text) {
        return Json.object("event", "remark", "route", route, "text", text);
    }
}
