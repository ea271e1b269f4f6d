package io.mailcaravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.mailbox.ConfigurationException;
import org.junit.jupiter.api.Test;

class RouteErrorsTest {

    @Test
    void mistakeBelowCamelsOwnWordsShouldBeSaidOnceAndEndLikeASentence() {
        ConfigurationException mistake =
                new ConfigurationException("key", "no such key", "Did you mean 'kea'?");

        ConfigurationException told =
                RouteErrors.explain("acme.camel.yaml", new IllegalStateException("x", mistake));

        assertThat(told).hasMessage("acme.camel.yaml: key: no such key. Did you mean 'kea'?");
    }
}
