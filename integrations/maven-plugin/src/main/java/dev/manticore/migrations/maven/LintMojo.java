package dev.manticore.migrations.maven;

import dev.manticore.migrations.settings.Settings;
import dev.manticore.migrations.settings.environment.OutputFile;
import dev.manticore.migrations.settings.failure.ToolException;
import dev.manticore.migrations.settings.lint.LintFormat;
import dev.manticore.migrations.settings.lint.LintRequest;
import dev.manticore.migrations.settings.lint.LintResult;
import dev.manticore.migrations.settings.lint.LintText;
import dev.manticore.migrations.settings.lint.Linting;
import dev.manticore.migrations.settings.text.Style;
import java.util.List;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Applies the migrations to a scratch PostgreSQL, observes what each statement does, and reports what endangers a running
 * application. Judges the pending migrations, or others with all or since. Only reads your database.
 */
@Mojo(name = "lint", defaultPhase = LifecyclePhase.VERIFY, requiresProject = false, threadSafe = true)
public final class LintMojo extends ManticoreMojo {
    /** Judges all migrations. Needs no database. */
    @Parameter(property = "manticore.all", defaultValue = "false")
    private boolean all;

    /**
     * Judges the migrations whose files have changed since the branch began that leaves this git revision, e.g. origin/main. Needs
     * no database.
     */
    @Parameter(property = "manticore.since")
    private @Nullable String since;

    /** How findings are written to the file: text, json, sarif, gitlab, github or junit. Default: text. */
    @Parameter(property = "manticore.format")
    private @Nullable String format;

    /** The file for the findings in this format. The log has them as text in any case. */
    @Parameter(property = "manticore.output")
    private @Nullable String output;

    /** Fails if a finding is at least as bad: error, warning or note; off for never. Default: error. */
    @Parameter(property = "manticore.fail-on")
    private @Nullable String failOn;

    /** The file with the levels of rules: lines rule=level. */
    @Parameter(property = "manticore.levels")
    private @Nullable String levels;

    /** How many rows tables have in production: TABLE=ROWS. */
    @Parameter(property = "manticore.size")
    private @Nullable List<String> size;

    /** Takes the sizes of other tables from the statistics of this database. Only reads. */
    @Parameter(property = "manticore.sizes-from")
    private @Nullable String sizesFrom;

    /** Judges by the rules for CockroachDB as well. */
    @Parameter(property = "manticore.cockroach", defaultValue = "false")
    private boolean cockroach;

    /** Writes into the files what can be corrected mechanically, and judges again. Leaves applied files alone. */
    @Parameter(property = "manticore.fix", defaultValue = "false")
    private boolean fix;

    /** The same, also for files that are applied. */
    @Parameter(property = "manticore.fix-applied", defaultValue = "false")
    private boolean fixApplied;

    @Override
    void run() {
        LintFormat chosen = format == null ? LintFormat.TEXT : LintFormat.named(format, WORDING.option("format"));
        OutputFile written = output == null ? null : OutputFile.of(environment(), output, WORDING.option("output"));
        Settings settings = settings();
        withSessions(settings, sessions -> {
            Linting linting = new Linting(sessions, environment(), WORDING, version());
            LintResult result = linting.lint(settings, request(settings), feedback());
            if (written != null) {
                written.write(chosen.write(result));
            }
            feedback().result(List.of(new LintText(new Style(false)).of(result)));
            failIfTold(result);
        });
    }

    private LintRequest request(Settings settings) {
        return new LintRequest(
                all,
                since,
                failOn,
                levels,
                size == null ? List.of() : size,
                sizesFrom == null ? null : database(settings, sizesFrom, WORDING.option("sizes-from")),
                cockroach,
                fix || fixApplied,
                fixApplied);
    }

    private static void failIfTold(LintResult result) {
        if (result.failed()) {
            throw ToolException.usage(
                    "The migrations have findings of the level " + result.failOn() + " or worse.",
                    "Correct them, allow them in the scripts with -- manticore: allow=RULE REASON, or set "
                            + WORDING.option("levels") + " or " + WORDING.option("fail-on") + ".");
        }
    }
}
