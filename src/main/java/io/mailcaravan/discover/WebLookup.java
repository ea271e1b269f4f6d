package io.mailcaravan.discover;

import java.io.IOException;
import java.net.URI;

/** Asks web servers, over HTTPS only. */
interface WebLookup {

    /**
     * Gets a page, also by way of redirects.
     *
     * @throws IOException where nobody answers who may be trusted, or more than a page; with words
     *     for people
     */
    WebAnswer get(URI address) throws IOException;
}
