package io.mailcaravan.convert.tnef.stream;

import java.io.IOException;

/** Data that ends before its structure does, or contradicts it. */
public final class DamagedException extends IOException {

    private static final long serialVersionUID = 1;

    public DamagedException(String message) {
        super(message);
    }

    /** No stack trace: hostile input would make one per attribute. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
