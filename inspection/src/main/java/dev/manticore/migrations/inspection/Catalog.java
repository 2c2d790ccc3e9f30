package dev.manticore.migrations.inspection;

import dev.manticore.migrations.spi.AsyncTxRunner;
import dev.manticore.migrations.spi.TxRunner;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a database consists of: all its objects but for the system's and those that an extension brought. It has neither rows nor
 * anything else that differs between two databases which were made alike: no OIDs, sizes or positions of sequences. What belongs to
 * the whole server, such as roles and tablespaces, is not part of it, nor are the settings of the database.
 *
 * <p>Objects are in one order, the same for each catalog: by kind and name, each followed by what belongs to it; columns are in their
 * order in the table. Immutable and thread-safe.
 */
public final class Catalog {
    private final int version;
    private final Map<ObjectId, CatalogObject> objects = new LinkedHashMap<>();
    private final Map<ObjectId, List<CatalogObject>> children = new HashMap<>();

    /** @param objects in the order of a catalog */
    Catalog(int version, Collection<CatalogObject> objects) {
        this.version = version;
        for (CatalogObject object : objects) {
            this.objects.put(object.id(), object);
            ObjectId parent = object.id().parent();
            if (parent != null) {
                children.computeIfAbsent(parent, id -> new ArrayList<>()).add(object);
            }
        }
    }

    /**
     * Reads a database, in one round trip and one transaction that changes nothing. It takes the locks of a {@code SELECT}, and waits
     * where somebody holds a table exclusively. A user who may connect may read all of it.
     *
     * @throws dev.manticore.migrations.MigrationException if the database cannot be reached, or refuses
     * @throws UnsupportedOperationException if it is not PostgreSQL 14 or later
     */
    public static Catalog read(TxRunner runner) {
        return new CatalogReading(null).of(runner);
    }

    /**
     * Reads one schema of a database: what is in it, its extensions and its default privileges. Publications and event triggers are of
     * no schema.
     *
     * @param schema its name, not quoted; the catalog is empty if there is no such schema
     * @throws dev.manticore.migrations.MigrationException as {@link #read(TxRunner)}
     * @throws UnsupportedOperationException as {@link #read(TxRunner)}
     */
    public static Catalog readSchema(TxRunner runner, String schema) {
        return new CatalogReading(schema).of(runner);
    }

    /** Reads a database as {@link #read(TxRunner)} does. The stage fails with what that throws. */
    public static CompletionStage<Catalog> read(AsyncTxRunner runner) {
        return new CatalogReading(null).of(runner);
    }

    /** Reads one schema as {@link #readSchema(TxRunner, String)} does. The stage fails with what that throws. */
    public static CompletionStage<Catalog> readSchema(AsyncTxRunner runner, String schema) {
        return new CatalogReading(schema).of(runner);
    }

    /**
     * The catalog that has this text.
     *
     * @throws IllegalArgumentException if {@link #text()} never gives such a text; the message names the line
     */
    public static Catalog parse(String text) {
        return new CatalogParser(text).parse();
    }

    /** The server's major version, e.g. 18. Definitions may be worded differently by other versions. */
    public int version() {
        return version;
    }

    /** All objects in order. */
    public List<CatalogObject> objects() {
        return List.copyOf(objects.values());
    }

    public Optional<CatalogObject> find(ObjectId id) {
        return Optional.ofNullable(objects.get(id));
    }

    /** What belongs to an object directly, in order. */
    public List<CatalogObject> children(ObjectId id) {
        return List.copyOf(children.getOrDefault(id, List.of()));
    }

    /** The catalog without some objects, and without what belongs to them. */
    public Catalog without(Predicate<CatalogObject> leftOut) {
        Map<ObjectId, CatalogObject> rest = new LinkedHashMap<>();
        for (CatalogObject object : objects.values()) {
            ObjectId parent = object.id().parent();
            if ((parent == null || rest.containsKey(parent)) && !leftOut.test(object)) {
                rest.put(object.id(), object);
            }
        }
        return new Catalog(version, rest.values());
    }

    /**
     * The catalog without some tables, and without what belongs to them and their columns, e.g. without the tables of a history.
     *
     * @param tables their names without schemas, not quoted: in whichever schema
     */
    public Catalog withoutTables(Collection<String> tables) {
        return without(new OfTables(tables)::test);
    }

    /**
     * The catalog as text, the same for each catalog with the same objects. Each object begins a line, with what belongs to it below it, so
     * that two versions of the text can be compared line by line. Lines end with a line feed.
     */
    public String text() {
        return CatalogWriter.write(this);
    }

    /** What differs in this catalog from another one, with the statements that undo it. */
    public CatalogDiff differencesFrom(Catalog expected) {
        return CatalogDiff.between(expected, this);
    }

    /** Whether both have the same objects. The server's version does not matter. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other == this || (other instanceof Catalog catalog && objects().equals(catalog.objects()));
    }

    @Override
    public int hashCode() {
        return Objects.hash(objects);
    }

    /** Its text. */
    @Override
    public String toString() {
        return text();
    }
}
