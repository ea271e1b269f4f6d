package io.mailcaravan;

import io.mailcaravan.cluster.ClusterState;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready while this node reaches the others and takes mailboxes; alive in any case, since another
 * process would find the same database away.
 */
final class ClusterHealth {

    private static final String NAME = "cluster";

    private ClusterHealth() {}

    /** Whether this node takes mailboxes. */
    @Readiness
    @ApplicationScoped
    static class Ready implements HealthCheck {

        @Inject CaravanServices services;

        @Override
        public HealthCheckResponse call() {
            HealthCheckResponseBuilder response = HealthCheckResponse.named(NAME).up();
            services.clusterState()
                    .ifPresent(
                            state ->
                                    describe(response, state)
                                            .status(state.inTouch() && !state.draining()));
            return response.build();
        }
    }

    /** For people who ask the liveness probe. */
    @Liveness
    @ApplicationScoped
    static class Alive implements HealthCheck {

        @Inject CaravanServices services;

        @Override
        public HealthCheckResponse call() {
            HealthCheckResponseBuilder response = HealthCheckResponse.named(NAME).up();
            services.clusterState().ifPresent(state -> describe(response, state));
            return response.build();
        }
    }

    private static HealthCheckResponseBuilder describe(
            HealthCheckResponseBuilder response, ClusterState state) {
        return response.withData("node", state.node())
                .withData("id", state.id())
                .withData("draining", state.draining())
                .withData("inTouch", state.inTouch())
                .withData("silentMillis", state.silent().toMillis())
                .withData("clockSkewMillis", state.skew().toMillis())
                .withData("mailboxes", state.mailboxes());
    }
}
