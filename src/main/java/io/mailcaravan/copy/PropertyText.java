package io.mailcaravan.copy;

/** Writes lines of an {@code application.properties} such that they are read as they are meant. */
final class PropertyText {

    private PropertyText() {}

    static String line(String key, String value) {
        StringBuilder line = new StringBuilder(key).append('=');
        // braces behind a $ would be looked up
        for (char c : value.replace("${", "\\${").toCharArray()) {
            if (c == '\\' || c == '#' || c == '!') {
                line.append('\\');
            }
            line.append(c);
        }
        return line.append('\n').toString();
    }
}
