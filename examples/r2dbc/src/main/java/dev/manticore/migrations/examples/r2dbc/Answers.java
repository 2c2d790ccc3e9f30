package dev.manticore.migrations.examples.r2dbc;

import dev.manticore.migrations.spi.Rows;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxFailure.Phase;
import dev.manticore.migrations.spi.TxPart;
import dev.manticore.migrations.spi.TxResult;
import io.r2dbc.postgresql.api.ErrorDetails;
import io.r2dbc.postgresql.api.PostgresqlException;
import io.r2dbc.spi.ColumnMetadata;
import io.r2dbc.spi.Result;
import io.r2dbc.spi.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The answers to one message: one per executed command, then possibly an error. */
final class Answers {
    private static final Set<String> ERRORS = Set.of("ERROR", "FATAL", "PANIC"); // others are notices

    private final List<Rows> rows = new ArrayList<>();
    private final List<Long> changed = new ArrayList<>();
    private @Nullable ErrorDetails error;

    /** Reads one command's answer. An error is a segment like others; reading continues to the end. */
    Mono<Void> read(Result result, boolean keepRows) {
        List<String> columns = new ArrayList<>();
        List<List<@Nullable String>> values = new ArrayList<>();
        AtomicLong count = new AtomicLong(TxResult.UNCOUNTED);
        return Flux.from(result.flatMap(segment -> {
                    if (segment instanceof Result.RowSegment row && keepRows) {
                        values.add(text(row.row(), columns));
                    } else if (segment instanceof Result.UpdateCount updated) {
                        count.set(updated.value());
                    } else if (segment instanceof Result.Message message
                            && message.exception() instanceof PostgresqlException server
                            && ERRORS.contains(server.getErrorDetails().getSeverityNonLocalized())) {
                        error = server.getErrorDetails();
                    }
                    return Mono.<Void>empty();
                }))
                .then(Mono.fromRunnable(() -> {
                    if (error == null) {
                        rows.add(new Rows(columns, values));
                        changed.add(count.get());
                    }
                }));
    }

    private static List<@Nullable String> text(Row row, List<String> columns) {
        List<@Nullable String> values = new ArrayList<>();
        for (ColumnMetadata column : row.getMetadata().getColumnMetadatas()) {
            if (columns.size() == values.size()) { // in the first row
                columns.add(column.getName());
            }
            values.add(row.get(values.size(), String.class));
        }
        return values;
    }

    /** The result of each statement, or the failure. */
    Mono<TxResult> of(TxPart.Message part) {
        // Settings that the server reports after the last answer look like another answer.
        return error == null && rows.size() >= part.text().answers()
                ? Mono.just(new TxResult(part.text().rows(rows), part.text().changed(changed)))
                : Mono.error(failure(part, new IllegalStateException("Unexpected answer from the server"), false));
    }

    /** The server's error; or an unanswered failure if there is none. */
    TxFailure failure(TxPart.Message part, Throwable thrown, boolean lost) {
        if (error == null) {
            return R2dbcTxRunner.failure(Phase.UNANSWERED, thrown).build();
        }
        int position = error.getPosition().map(Integer::parseInt).orElse(0);
        return part.refused(error.getMessage(), rows.size(), position, lost)
                .sqlState(error.getCode())
                .detail(error.getDetail().orElse(null))
                .hint(error.getHint().orElse(null))
                .cause(thrown)
                .build();
    }
}
