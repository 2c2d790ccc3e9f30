package dev.manticore.migrations.cli.command;

import dev.manticore.migrations.cli.environment.Environment;
import dev.manticore.migrations.cli.output.Output;
import dev.manticore.migrations.settings.Settings;
import dev.manticore.migrations.settings.SettingsResolver;
import dev.manticore.migrations.settings.environment.OutputFile;
import dev.manticore.migrations.settings.failure.ExitCode;
import dev.manticore.migrations.settings.lint.LintFormat;
import dev.manticore.migrations.settings.lint.LintRequest;
import dev.manticore.migrations.settings.lint.LintResult;
import dev.manticore.migrations.settings.lint.Linting;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = LintCommand.NAME,
        description =
                "Apply the migrations to a scratch PostgreSQL, observe which locks each statement takes and what it"
                        + " rewrites, scans and drops, and report what endangers a running application. Judges the pending"
                        + " migrations, or others with --all or --since. Only reads your database.",
        sortOptions = false)
final class LintCommand implements Callable<Integer> {
    static final String NAME = "lint";

    private final CommandRunner runner;
    private final RootCommand root;
    private final SettingsResolver resolver;
    private final Linting linting;
    private final Environment environment;

    @Option(names = "--all", description = "Judge all migrations. Needs no database.")
    private boolean all;

    @Option(
            names = "--since",
            paramLabel = "REVISION",
            description = "Judge the migrations whose files have changed since the branch began that leaves this git"
                    + " revision, e.g. origin/main, committed or not. Needs no database.")
    private @Nullable String since;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "How findings are written: text, json, sarif, gitlab, github or junit. Default: text.")
    private @Nullable String format;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "Write the format to FILE, and the text to standard output.")
    private @Nullable String file;

    @Option(
            names = "--fail-on",
            paramLabel = "LEVEL",
            description =
                    "Exit with 11 if a finding is at least as bad: error, warning or note; off for never. Default:"
                            + " error.")
    private @Nullable String failOn;

    @Option(
            names = "--levels",
            paramLabel = "FILE",
            description = "Take the levels of rules from FILE, which has lines rule=level; off switches a rule off.")
    private @Nullable String levels;

    @Option(
            names = "--size",
            paramLabel = "TABLE=ROWS",
            parameterConsumer = Collecting.class,
            description = "How many rows a table has in production. Findings about large tables are worse, those about"
                    + " small ones milder. Repeatable.")
    private final List<String> sizes = new ArrayList<>();

    @Option(
            names = "--sizes-from",
            paramLabel = "URL",
            description = "Take the sizes of other tables from the statistics of this database. Only reads.")
    private @Nullable String sizesFrom;

    @Option(names = "--cockroach", description = "Judge by the rules for CockroachDB as well.")
    private boolean cockroach;

    @Option(
            names = "--fix",
            description =
                    "Write into the files what can be corrected mechanically, and judge again. Leaves files alone that"
                            + " are, or may be, applied somewhere.")
    private boolean fix;

    @Option(names = "--fix-applied", description = "The same, also for files that are applied.")
    private boolean fixApplied;

    @Inject
    LintCommand(
            CommandRunner runner,
            RootCommand root,
            SettingsResolver resolver,
            Linting linting,
            Environment environment) {
        this.runner = runner;
        this.root = root;
        this.resolver = resolver;
        this.linting = linting;
        this.environment = environment;
    }

    @Override
    public Integer call() {
        return runner.check(NAME, this::lint);
    }

    private ExitCode lint(Settings settings, Output output) {
        LintFormat chosen = format == null ? LintFormat.TEXT : LintFormat.named(format, "--format");
        OutputFile written = file == null ? null : OutputFile.of(environment.process(), file, "--output");
        LintResult result = linting.lint(settings, request(settings), output);
        if (written == null) {
            output.linted(result, chosen);
        } else {
            written.write(chosen.write(result));
            output.linted(result, LintFormat.TEXT);
        }
        return result.failed() ? ExitCode.DIFFERENT : ExitCode.OK;
    }

    private LintRequest request(Settings settings) {
        return new LintRequest(
                all,
                since,
                failOn,
                levels,
                sizes,
                sizesFrom == null
                        ? null
                        : resolver.database(root.options().layer(), settings, sizesFrom, "--sizes-from"),
                cockroach,
                fix || fixApplied,
                fixApplied);
    }
}
