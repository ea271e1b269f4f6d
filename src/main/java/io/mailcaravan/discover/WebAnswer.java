package io.mailcaravan.discover;

import java.net.URI;

/** What a web server has answered. */
final class WebAnswer {

    static final int OK = 200;
    static final int UNAUTHORIZED = 401;

    private final URI from;
    private final int status;
    private final String type;
    private final byte[] body;

    /**
     * @param from who has answered in the end
     * @param type as its header has it, in lower case; may be empty
     * @param body not copied
     */
    WebAnswer(URI from, int status, String type, byte[] body) {
        this.from = from;
        this.status = status;
        this.type = type;
        this.body = body;
    }

    URI from() {
        return from;
    }

    int status() {
        return status;
    }

    String type() {
        return type;
    }

    byte[] body() {
        return body;
    }
}
