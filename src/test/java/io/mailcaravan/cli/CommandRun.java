package io.mailcaravan.cli;

import io.mailcaravan.component.mailbox.RouteFixture;
import io.mailcaravan.ledger.Ledger;
import io.mailcaravan.store.Stores;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/** What a command printed and ended with, run on a {@link RouteFixture}. */
record CommandRun(int exit, String out) {

    static CommandRun of(Command command, RouteFixture route, String... args) throws Exception {
        new CommandLine(command).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(args);
        return captured(() -> command.run(services(route)));
    }

    /** One that needs no services. */
    static CommandRun of(Callable<Integer> command, String... args) throws Exception {
        new CommandLine(command).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(args);
        return captured(command);
    }

    private static CommandRun captured(Callable<Integer> command) throws Exception {
        PrintStream before = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            int exit = command.call();
            return new CommandRun(exit, bytes.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(before);
        }
    }

    List<String> lines() {
        return out.lines().toList();
    }

    private static Services services(RouteFixture route) {
        return new Services() {
            @Override
            public Ledger ledger() {
                return route.ledger();
            }

            @Override
            public Stores stores() {
                throw new UnsupportedOperationException("these commands go through routes");
            }

            @Override
            public Routes routes(boolean scheduled) {
                return ids ->
                        ids.stream()
                                .map(
                                        id ->
                                                new MailboxRoute(
                                                        route.context(),
                                                        route.context().getRoute(id)))
                                .toList();
            }

            @Override
            public Path stateFolder() {
                return route.stateFolder();
            }

            @Override
            public void onStop(Runnable stop) {}
        };
    }
}
