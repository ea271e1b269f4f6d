package io.mailcaravan.discover;

import java.net.URI;

/**
 * What a web server has answered.
 *
 * @param from who has answered in the end
 * @param type as its header has it; may be empty
 */
record WebAnswer(URI from, int status, String type, byte[] body) {

    static final int OK = 200;
    static final int UNAUTHORIZED = 401;
}
