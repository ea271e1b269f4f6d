package io.mailcaravan.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.mailbox.Content;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.UnitOfWorkHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BodyContentTest {

    @TempDir Path folder;

    @Test
    void bodyThatAStepHasMadeShouldStayUntilTheLastCopyIsDone() throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            Path file = Files.writeString(folder.resolve("spooled"), "converted");
            Exchange exchange = new DefaultExchange(context);
            Exchange tapped = new DefaultExchange(context);
            BodyContent.replace(exchange, Content.ofSpool(file));
            StreamCache copy = exchange.getMessage().getBody(StreamCache.class).copy(tapped);

            done(exchange);
            assertThat(((ContentBody) copy).readAllBytes()).asString().isEqualTo("converted");
            done(tapped);

            assertThat(file).doesNotExist();
        }
    }

    private static void done(Exchange exchange) {
        UnitOfWorkHelper.doneSynchronizations(
                exchange, exchange.getExchangeExtension().handoverCompletions());
    }
}
