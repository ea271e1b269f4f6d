package io.mailcaravan.http;

import io.mailcaravan.mailbox.Content;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** What is sent, which can be opened anew where a request is repeated. */
interface WebBody {

    /** The exact number of bytes. */
    long size();

    /** A new stream from the first byte. */
    InputStream open() throws IOException;

    /** Bytes in memory. */
    static WebBody of(byte[] bytes) {
        return new WebBody() {
            @Override
            public long size() {
                return bytes.length;
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(bytes);
            }
        };
    }

    /** An item's, which stays open for whoever has it. */
    static WebBody of(Content content) {
        return new WebBody() {
            @Override
            public long size() {
                return content.size();
            }

            @Override
            public InputStream open() throws IOException {
                return content.open();
            }
        };
    }
}
