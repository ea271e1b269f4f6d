package io.mailcaravan.discover;

/**
 * A record of type SRV (RFC 2782).
 *
 * @param target as DNS has it, without a dot at its end; a dot alone says that there is no such
 *     service
 */
record ServiceRecord(int priority, int weight, int port, String target) {

    /** What has another form, behind all others. */
    static final ServiceRecord UNREADABLE = new ServiceRecord(Integer.MAX_VALUE, 0, 0, "");

    boolean isNone() {
        return target.equals(".");
    }
}
