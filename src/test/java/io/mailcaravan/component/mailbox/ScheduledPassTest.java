package io.mailcaravan.component.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.component.run.PassCounts.Outcome;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.testkit.Messages;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheck.Result;
import org.apache.camel.health.HealthCheck.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScheduledPassTest {

    @TempDir Path folder;

    private RouteFixture route;

    @BeforeEach
    void startRoute() throws Exception {
        route = new RouteFixture(folder);
        route.put("INBOX", Messages.varied(12));
        route.start();
    }

    @AfterEach
    void stopRoute() throws Exception {
        route.close();
    }

    @Test
    void countsShouldGrowFromPassToPass() throws Exception {
        assertThat(route.consumer().poll()).isEqualTo(12);
        route.put("INBOX", Messages.plain("one more"));
        assertThat(route.consumer().poll()).isEqualTo(1);
        assertThat(route.consumer().counts().copied()).isEqualTo(13);
        assertThat(route.consumer().counts().passes(Outcome.COMPLETE)).isEqualTo(2);
    }

    @Test
    void routeShouldBeReadyBeforeItsFirstPassHasEnded() {
        assertThat(health().getState()).isEqualTo(State.UP);
    }

    @Test
    void storeThatIsDownShouldMakeTheRouteUnreadyUntilAPassReachesIt() throws Exception {
        route.source.faults().failNextSignIn(failure(Scope.STORE));
        route.consumer().poll();
        assertThat(health().getState()).isEqualTo(State.DOWN);
        assertThat(health().getMessage()).hasValue("it does not work");
        assertThat(route.consumer().counts().passes(Outcome.STOPPED)).isEqualTo(1);
        route.consumer().poll();
        assertThat(health().getState()).isEqualTo(State.UP);
    }

    @Test
    void refusedPasswordOfOneMailboxShouldNotMakeTheRouteUnready() throws Exception {
        route.source.faults().failNextSignIn(failure(Scope.MAILBOX));
        route.consumer().poll();
        assertThat(health().getState()).isEqualTo(State.UP);
        assertThat(route.consumer().counts().passes(Outcome.STOPPED)).isEqualTo(1);
    }

    @Test
    void healthCheckShouldBeTheOneThatCamelAsks() {
        HealthCheck check = route.consumer().getHealthCheck();
        assertThat(check).isInstanceOf(MailboxHealthCheck.class);
        assertThat(check.getId()).isEqualTo("consumer:mailbox-acme");
        assertThat(check.isReadiness()).isTrue();
        assertThat(check.isLiveness()).isFalse();
    }

    private Result health() {
        return route.consumer().getHealthCheck().call(Map.of());
    }

    private static MailboxException failure(Scope scope) {
        return new MailboxException(scope, Retry.NEVER, "it does not work", "");
    }
}
