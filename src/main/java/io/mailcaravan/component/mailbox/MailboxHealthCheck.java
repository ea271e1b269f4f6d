package io.mailcaravan.component.mailbox;

import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Readiness of a route that reads mailboxes: whether its last pass could begin and reach its
 * stores. A refused password of one mailbox is that mailbox's matter and does not count; before the
 * first pass nothing is known to be wrong.
 */
public class MailboxHealthCheck extends AbstractHealthCheck {

    private final MailboxConsumer consumer;

    public MailboxHealthCheck(MailboxConsumer consumer, String routeId) {
        super("camel", "consumer:mailbox-" + routeId);
        this.consumer = consumer;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        builder.detail("route.id", consumer.getRouteId());
        builder.detail("store", consumer.getEndpoint().getConfiguration().getStore());
        builder.detail("pass.running", consumer.isPolling());
        consumer.lastFailure()
                .ifPresentOrElse(
                        failure -> {
                            builder.message(failure.getMessage());
                            builder.detail(
                                    "reason", failure.getMessage()); // without its stack trace
                            builder.down();
                        },
                        builder::up);
    }
}
