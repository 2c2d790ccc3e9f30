package dev.manticore.migrations.maven;

import dev.manticore.migrations.settings.session.Feedback;
import dev.manticore.migrations.settings.text.LineProgress;
import dev.manticore.migrations.settings.text.Style;
import java.util.List;
import org.apache.maven.plugin.logging.Log;

/** Shows what happens in Maven's log, line by line. */
record LogFeedback(Log log) implements Feedback {
    @Override
    public void notice(String text) {
        text.lines().forEach(log::warn);
    }

    @Override
    public Progress progress() {
        return new LineProgress(log::info, this::notice, new Style(false));
    }

    /** Shows a result. */
    void result(List<String> texts) {
        texts.stream().flatMap(String::lines).forEach(log::info);
    }
}
