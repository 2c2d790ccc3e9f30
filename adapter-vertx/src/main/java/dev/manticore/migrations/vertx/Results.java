package dev.manticore.migrations.vertx;

import dev.manticore.migrations.spi.Rows;
import dev.manticore.migrations.spi.TxPart;
import dev.manticore.migrations.spi.TxResult;
import java.util.ArrayList;
import java.util.List;

/** The results of a script's statements, which arrive message by message. */
final class Results {
    private final List<Rows> rows = new ArrayList<>();
    private final List<Long> changed = new ArrayList<>();

    /** Adds those of a message, of which there is one answer for each command. */
    void add(TxPart.Message message, List<Rows> answers, List<Long> counts) {
        rows.addAll(message.text().rows(answers));
        changed.addAll(message.text().changed(counts));
    }

    TxResult result() {
        return new TxResult(rows, changed);
    }
}
