package dev.manticore.migrations.maven;

import dev.manticore.migrations.inspection.verify.VerifyOption;
import dev.manticore.migrations.inspection.verify.VerifyReport;
import dev.manticore.migrations.settings.Settings;
import dev.manticore.migrations.settings.failure.ToolException;
import dev.manticore.migrations.settings.session.InspectionSession;
import dev.manticore.migrations.settings.text.Style;
import dev.manticore.migrations.settings.text.VerifyText;
import dev.manticore.migrations.settings.text.Words;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Applies each migration to a scratch PostgreSQL, reverts it and applies it again, and compares what the database consists of after
 * each. Fails if an undo script leaves or loses anything. Needs no other database.
 */
@Mojo(name = "verify-undo", defaultPhase = LifecyclePhase.VERIFY, requiresProject = false, threadSafe = true)
public final class VerifyUndoMojo extends ManticoreMojo {
    /** A migration without an undo script is a fault. */
    @Parameter(property = "manticore.require-undo", defaultValue = "false")
    private boolean requireUndo;

    @Override
    void run() {
        Settings settings = settings();
        withSessions(settings, sessions -> {
            try (InspectionSession session = sessions.openInspection(settings, feedback())) {
                VerifyOption[] options =
                        requireUndo ? new VerifyOption[] {VerifyOption.REQUIRE_UNDO} : new VerifyOption[0];
                VerifyReport report = session.verify(options);
                feedback().result(new VerifyText(new Style(false)).of(report));
                failIfTold(report);
            }
        });
    }

    private static void failIfTold(VerifyReport report) {
        if (!report.isClean()) {
            throw ToolException.usage(
                    "The verification of the migrations has found "
                            + Words.count(report.faults().size(), "fault") + ".",
                    "Correct the files that the log names.");
        }
    }
}
