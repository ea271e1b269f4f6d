package io.mailcaravan.convert.tnef.rtf;

/** Puts text into paragraphs and, between {@code \intbl} and {@code \row}, into a table. */
final class HtmlBlocks {

    private final StringBuilder out = new StringBuilder();
    private final StringBuilder row = new StringBuilder();
    private final StringBuilder block = new StringBuilder();
    private String open = "";
    private String close = "";
    private final long limit;
    private boolean inTable;
    private boolean tableOpen;

    /**
     * @param limit characters after which nothing is added: a paragraph of four bytes becomes forty
     */
    HtmlBlocks(long limit) {
        this.limit = limit;
    }

    /** Whether anything may have been left out. */
    boolean isFull() {
        return (long) out.length() + row.length() + block.length() > limit;
    }

    /** Text between tags; neighbours with the same tags share them. */
    void text(String openTags, String text, String closeTags) {
        if (isFull()) {
            return;
        }
        if (!openTags.equals(open)) {
            endTags();
            block.append(openTags);
            open = openTags;
            close = closeTags;
        }
        block.append(text);
    }

    /** Markup inside a paragraph. */
    void raw(String html) {
        block.append(isFull() ? "" : html);
    }

    void paragraph() {
        endTags();
        if (isFull() && block.isEmpty()) {
            return;
        }
        if (inTable) {
            block.append("<br>\r\n");
        } else {
            closeTable();
            out.append("<p style=\"margin:0\">")
                    .append(block.isEmpty() ? "&nbsp;" : block)
                    .append("</p>\r\n");
            block.setLength(0);
        }
    }

    void insideTable() {
        inTable = true;
    }

    void outsideTable() {
        inTable = false;
    }

    void cell() {
        endTags();
        if (isFull() && block.isEmpty()) {
            return;
        }
        row.append("<td>").append(block).append("</td>");
        block.setLength(0);
    }

    void row() {
        if (!row.isEmpty()) {
            out.append(tableOpen ? "" : "<table>\r\n")
                    .append("<tr>")
                    .append(row)
                    .append("</tr>\r\n");
            tableOpen = true;
            row.setLength(0);
        }
    }

    /** Everything, with what was left open closed. */
    String end() {
        endTags();
        row();
        inTable = false;
        if (!block.isEmpty()) {
            paragraph();
        }
        closeTable();
        return out.toString();
    }

    private void endTags() {
        block.append(close);
        open = "";
        close = "";
    }

    private void closeTable() {
        if (tableOpen) {
            out.append("</table>\r\n");
            tableOpen = false;
        }
    }
}
