package dev.manticore.migrations.testkit.broken;

import dev.manticore.migrations.AppliedMigration;
import dev.manticore.migrations.MigrationId;
import dev.manticore.migrations.spi.Database;
import dev.manticore.migrations.spi.ForwardingHistoryStore;
import dev.manticore.migrations.spi.History;
import dev.manticore.migrations.spi.HistoryEntry;
import dev.manticore.migrations.spi.HistoryPlaces;
import dev.manticore.migrations.spi.HistoryStore;
import dev.manticore.migrations.spi.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** A history store that changes another one's SQL. */
class RewritingHistoryStore extends ForwardingHistoryStore {
    private final UnaryOperator<HistoryStore> fault;
    private final Rewriting<Part> rewriting;

    /** What is rewritten. */
    enum Part {
        HISTORY,
        SEARCH_PATH,
        ELSEWHERE,
        SCHEMA,
        TABLE,
        RECORD,
        ADOPT,
        UPDATE,
        ERASE
    }

    /**
     * Changes the SQL as {@code rewriting} says.
     *
     * @param fault makes another such store of another healthy one
     */
    private RewritingHistoryStore(HistoryStore healthy, UnaryOperator<HistoryStore> fault, Rewriting<Part> rewriting) {
        super(healthy);
        this.fault = fault;
        this.rewriting = rewriting;
    }

    /** Changes no SQL: subclasses override methods. */
    RewritingHistoryStore(HistoryStore healthy, UnaryOperator<HistoryStore> fault) {
        this(healthy, fault, Rewriting.nothing());
    }

    static UnaryOperator<HistoryStore> rewriting(UnaryOperator<String> rewrite, Part... parts) {
        return rewriting(new Rewriting<>(rewrite, Set.of(parts)));
    }

    private static UnaryOperator<HistoryStore> rewriting(Rewriting<Part> rewriting) {
        return healthy -> new RewritingHistoryStore(healthy, rewriting(rewriting), rewriting);
    }

    @Override
    public HistoryStore in(String schema) {
        return fault.apply(delegate().in(schema));
    }

    @Override
    public Query<History> history(Database database) {
        Query<History> query = super.history(database);
        List<String> statements = query.statements();
        int last = statements.size() - 1;
        List<String> rewritten = new ArrayList<>(rewriting.of(Part.SEARCH_PATH, statements.subList(0, last)));
        rewritten.add(rewriting.of(Part.HISTORY, statements.get(last)));
        return new Query<>(rewritten, query.reader());
    }

    @Override
    public Query<HistoryPlaces> elsewhere(Database database) {
        Query<HistoryPlaces> query = super.elsewhere(database);
        return new Query<>(rewriting.of(Part.ELSEWHERE, query.statements()), query.reader());
    }

    @Override
    public List<String> create(Database database) {
        List<String> statements = new ArrayList<>(super.create(database));
        // The others are for repeatable migrations.
        statements.set(0, rewriting.of(Part.TABLE, statements.get(0)));
        return statements;
    }

    @Override
    public Optional<String> createSchema() {
        return super.createSchema().map(sql -> rewriting.of(Part.SCHEMA, sql));
    }

    @Override
    public Optional<String> record(HistoryEntry entry, String began) {
        return delegate().record(entry, began).map(sql -> rewriting.of(Part.RECORD, sql));
    }

    @Override
    public String record(HistoryEntry entry) {
        return rewriting.of(Part.RECORD, super.record(entry));
    }

    @Override
    public String adopt(AppliedMigration migration) {
        return rewriting.of(Part.ADOPT, super.adopt(migration));
    }

    @Override
    public String update(HistoryEntry entry) {
        return rewriting.of(Part.UPDATE, super.update(entry));
    }

    @Override
    public String erase(MigrationId id) {
        return rewriting.of(Part.ERASE, super.erase(id));
    }
}
