package io.mailcaravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class RootCommandTest {

    @Test
    void namedCommandShouldAnswerAsItDoesAmongAllOthers() {
        CommandLine all = RootCommand.line("--help");
        Set<String> names = all.getSubcommands().keySet();

        assertThat(names).contains("assess", "convert", "demo", "migrate", "serve", "verify");
        for (String name : names) {
            CommandLine alone = RootCommand.line(name);
            assertThat(alone.getSubcommands()).containsOnlyKeys(name);
            assertThat(usage(alone, name)).isEqualTo(usage(all, name)).contains("caravan " + name);
        }
    }

    @Test
    void helpShouldBeHadOfEachCommand() {
        for (String name : RootCommand.line().getSubcommands().keySet()) {
            for (String option : List.of("--help", "-h")) {
                assertThat(RootCommand.line(name).parseArgs(name, option).subcommand())
                        .satisfies(parsed -> assertThat(parsed.isUsageHelpRequested()).isTrue());
            }
        }
    }

    private static String usage(CommandLine line, String name) {
        return line.getSubcommands().get(name).getUsageMessage();
    }
}
