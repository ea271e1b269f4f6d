package io.mailcaravan.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mailcaravan.auth.Credentials.Kind;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.Secret;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** With what the mailboxes of a store sign in. */
class AuthenticatorTest {
    private static final Login ANNA = Login.of("anna");
    private static final Credentials WHO =
            new Credentials(
                    Optional.empty(), "anna", new Secret("hers"), Kind.OWN_PASSWORD, "advice");

    @Test
    void mailboxShouldSignInWithItsOwnPassword() throws Exception {
        Login login = new Login("anna", Optional.of(new Secret("hers")));
        Credentials who = of(AuthMethod.PASSWORD).credentials(login, "");

        assertThat(who.user()).isEqualTo("anna");
        assertThat(who.actsFor()).isEmpty();
        assertThat(who.secret().reveal()).isEqualTo("hers");
        assertThat(who.kind()).isEqualTo(Kind.OWN_PASSWORD);
    }

    @Test
    void mailboxWithoutPasswordShouldBeToldSo() {
        MailboxException failure =
                catchThrowableOfType(
                        MailboxException.class,
                        () -> of(AuthMethod.PASSWORD).credentials(ANNA, ""));

        assertThat(failure.scope()).isEqualTo(Scope.MAILBOX);
        assertThat(failure.retry()).isEqualTo(Retry.NEVER);
        assertThat(failure.explanation())
                .contains("mailbox anna: no password given")
                .contains("auth=master-user");
    }

    @Test
    void administratorShouldSignInUnderBothNames() throws Exception {
        Credentials who = of(AuthMethod.MASTER_USER).credentials(ANNA, "");

        assertThat(who.user()).isEqualTo("anna+admin");
        assertThat(who.actsFor()).isEmpty();
        assertThat(who.kind()).isEqualTo(Kind.ADMIN_PASSWORD);
    }

    @Test
    void administratorShouldActForTheMailbox() throws Exception {
        Credentials who = of(AuthMethod.AUTHZID).credentials(ANNA, "");

        assertThat(who.user()).isEqualTo("admin");
        assertThat(who.actsFor()).contains("anna");
        assertThat(who.secret().reveal()).isEqualTo("of-admin");
    }

    @Test
    void wrongPasswordOfTheAdministratorShouldNotBeTriedForAllMailboxes() throws Exception {
        Authenticator authenticator = of(AuthMethod.MASTER_USER);
        for (int i = 0; i < 3; i++) {
            authenticator.credentials(ANNA, "");
            refuse(authenticator);
        }

        MailboxException failure =
                catchThrowableOfType(
                        MailboxException.class, () -> authenticator.credentials(ANNA, "Store a"));
        assertThat(failure.scope()).isEqualTo(Scope.STORE);
        assertThat(failure.retry()).isEqualTo(Retry.NEVER);
        assertThat(failure.explanation())
                .contains("Store a: the sign-in as administrator was refused")
                .contains("caravan.stores.acme.admin-username");
    }

    @Test
    void passwordThatHasWorkedShouldBeTriedForEachMailbox() throws Exception {
        Authenticator authenticator = of(AuthMethod.MASTER_USER);
        String answer = authenticator.signIn(ANNA, WHO, who -> "signed in");
        assertThat(answer).isEqualTo("signed in");
        for (int i = 0; i < 5; i++) {
            refuse(authenticator);
        }
        assertThat(authenticator.credentials(ANNA, "").user()).isEqualTo("anna+admin");
    }

    @Test
    void mailboxesOfTheirOwnPasswordsShouldNotBeRefusedForOthers() throws Exception {
        Authenticator authenticator = of(AuthMethod.PASSWORD);
        for (int i = 0; i < 5; i++) {
            refuse(authenticator);
        }
        Login login = new Login("anna", Optional.of(new Secret("hers")));
        assertThat(authenticator.credentials(login, "").user()).isEqualTo("anna");
    }

    private static void refuse(Authenticator authenticator) {
        assertThatThrownBy(
                        () ->
                                authenticator.signIn(
                                        ANNA,
                                        WHO,
                                        who -> {
                                            throw new MailboxException(
                                                    Scope.MAILBOX, Retry.NEVER, "refused", "");
                                        }))
                .hasMessageContaining("refused");
    }

    private static Authenticator of(AuthMethod method) {
        return new Authenticator(
                new SignInSettings(
                        "acme",
                        method,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of("admin"),
                        Optional.of(new Secret("of-admin")),
                        "+",
                        Optional.empty()));
    }
}
