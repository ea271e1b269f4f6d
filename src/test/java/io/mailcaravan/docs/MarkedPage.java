package io.mailcaravan.docs;

/** A page with tables that are made from what they describe, each between a pair of marks. */
final class MarkedPage {

    private MarkedPage() {}

    /**
     * The page with another table between the marks.
     *
     * @param name what the mark before the table says
     */
    static String between(String page, String name, String table) {
        String start = "<!-- " + name + " -->\n";
        String end = "<!-- end -->";
        int from = page.indexOf(start);
        int to = page.indexOf(end, from);
        if (from < 0 || to < 0) {
            throw new IllegalStateException("the page has no " + start.strip() + " with " + end);
        }
        return page.substring(0, from + start.length()) + table + page.substring(to);
    }
}
