package io.mailcaravan.oauth;

import com.nimbusds.oauth2.sdk.AccessTokenResponse;
import com.nimbusds.oauth2.sdk.TokenRequest;
import java.time.Instant;

/** What a token endpoint is sent, by the kind of grant. */
interface GrantForm {

    /** Whether it names a mailbox. */
    boolean isPerMailbox();

    /** Whether something in it is signed with the time. */
    boolean isSigned();

    /**
     * One request.
     *
     * @param now where it is sent to
     */
    TokenRequest request(String mailbox, Instant now);

    /** That was the answer. */
    default void granted(AccessTokenResponse answer) {}
}
