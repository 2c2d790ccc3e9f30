package dev.manticore.migrations.testkit.broken;

import dev.manticore.migrations.MigrationId;
import dev.manticore.migrations.spi.Database;
import dev.manticore.migrations.spi.ForwardingHistoryStore;
import dev.manticore.migrations.spi.History;
import dev.manticore.migrations.spi.HistoryEntry;
import dev.manticore.migrations.spi.HistoryStore;
import dev.manticore.migrations.spi.Query;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** A history store that changes another one's SQL. */
class RewritingHistoryStore extends ForwardingHistoryStore {
    private final UnaryOperator<HistoryStore> fault;
    private final UnaryOperator<String> rewrite;
    private final Set<Part> parts;

    /** What is rewritten. */
    enum Part {
        HISTORY,
        SCHEMA,
        TABLE,
        RECORD,
        ERASE
    }

    /**
     * Changes the parts that are named, and nothing else.
     *
     * @param fault makes another such store of another healthy one
     */
    RewritingHistoryStore(
            HistoryStore healthy, UnaryOperator<HistoryStore> fault, UnaryOperator<String> rewrite, Part... parts) {
        super(healthy);
        this.fault = fault;
        this.rewrite = rewrite;
        this.parts = Set.of(parts);
    }

    static UnaryOperator<HistoryStore> rewriting(UnaryOperator<String> rewrite, Part... parts) {
        return healthy -> new RewritingHistoryStore(healthy, rewriting(rewrite, parts), rewrite, parts);
    }

    private String rewritten(Part part, String sql) {
        return parts.contains(part) ? rewrite.apply(sql) : sql;
    }

    private List<String> rewritten(Part part, List<String> statements) {
        return statements.stream().map(sql -> rewritten(part, sql)).toList();
    }

    @Override
    public HistoryStore in(String schema) {
        return fault.apply(delegate().in(schema));
    }

    @Override
    public Query<History> history(Database database) {
        Query<History> query = super.history(database);
        return new Query<>(rewritten(Part.HISTORY, query.statements()), query.reader());
    }

    @Override
    public List<String> create(Database database) {
        return rewritten(Part.TABLE, super.create(database));
    }

    @Override
    public Optional<String> createSchema() {
        return super.createSchema().map(sql -> rewritten(Part.SCHEMA, sql));
    }

    @Override
    public String record(HistoryEntry entry) {
        return rewritten(Part.RECORD, super.record(entry));
    }

    @Override
    public String erase(MigrationId id) {
        return rewritten(Part.ERASE, super.erase(id));
    }
}
