package dev.manticore.migrations.maven;

import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.settings.session.Feedback;
import java.util.List;
import org.apache.maven.plugin.logging.Log;

/** Shows what happens in Maven's log, line by line. */
record LogFeedback(Log log) implements Feedback {
    @Override
    public void notice(String text) {
        text.lines().forEach(log::warn);
    }

    /** Shows nothing: the library itself writes each event to this log. */
    @Override
    public Progress progress() {
        return new Progress() {
            @Override
            public void on(MigrationEvent event) {}

            @Override
            public void close() {}
        };
    }

    /** Shows a result. */
    void result(List<String> texts) {
        texts.stream().flatMap(String::lines).forEach(log::info);
    }
}
