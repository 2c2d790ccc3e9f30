package dev.manticore.migrations.classpath;

import dev.manticore.migrations.ScriptNaming;
import dev.manticore.migrations.spi.MigrationSource;
import dev.manticore.migrations.spi.ScriptFilter;
import dev.manticore.migrations.spi.SourceException;
import dev.manticore.migrations.spi.SourceScript;
import java.lang.module.ModuleReference;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The scripts in a directory of resources, e.g. {@code db/migration}, at any depth: in plain jars, exploded
 * directories, Spring Boot's executable jars and modules. If several of them contain the directory, all are read. The
 * source returns:
 *
 * <ul>
 *   <li>each resource whose name ends in {@code .sql} or {@code .sql.conf}, in any case, and each whose name starts like a
 *       migration ({@code V7__}, {@code U7__}, {@code R__}). A mistyped name is therefore refused, not ignored;
 *   <li>no hidden resources (the name or a directory starts with a dot), no backups of editors ({@code ~}, {@code
 *       .swp}), and nothing that is to be {@linkplain #ignoring ignored}.
 * </ul>
 *
 * <p>The location may have wildcards after the name of its first directory, e.g. <code>db/*&#47;migration</code>: {@code *}
 * stands for any characters of a name, {@code ?} for one of them, and {@code **} for any number of directories. All
 * directories that match are read, at any depth.
 *
 * <p>If resources cannot be listed, as in a native image, the source reads the index
 * {@code META-INF/manticore/<location>.index} (without the wildcards of a location): a UTF-8 file with one path per line, relative to the location, also of each {@code .sql.conf}. Empty
 * lines and lines that start with {@code #} are ignored. Each jar may have one; all of them are used.
 *
 * <p>Keeps no file open. Thread-safe.
 */
public final class ClasspathSource implements MigrationSource {

    private final Location location;
    private final Search search;
    private final ScriptFilter filter;
    private final boolean isOptional;

    private ClasspathSource(Location location, Search search, ScriptFilter filter, boolean isOptional) {
        this.location = location;
        this.search = search;
        this.filter = filter;
        this.isOptional = isOptional;
    }

    /**
     * Returns a source of the resources that the calling thread's context class loader finds. The class loader is
     * determined now, not when the scripts are loaded, since a non-blocking application loads them on a worker thread.
     *
     * @param location a directory, e.g. {@code db/migration}; leading and trailing slashes are ignored
     * @throws IllegalArgumentException if the location is empty or begins with a wildcard
     */
    public static ClasspathSource of(String location) {
        return of(location, orSystem(Thread.currentThread().getContextClassLoader()));
    }

    /**
     * Returns a source of the resources that a class loader and its ancestors find, e.g. a
     * {@link java.net.URLClassLoader} for jars of the user. Their modules of the boot layer are read too, even if these
     * do not open the package.
     *
     * @param location a directory, e.g. {@code db/migration}; leading and trailing slashes are ignored
     * @throws IllegalArgumentException if the location is empty or begins with a wildcard
     */
    public static ClasspathSource of(String location, ClassLoader loader) {
        Objects.requireNonNull(loader, "loader");
        return of(Location.of(location), new ClassLoaderSearch(loader));
    }

    /**
     * Returns a source of the resources of one module, e.g. {@code Shop.class.getModule()}. The module need not open
     * the package. For an unnamed module, i.e. on the class path, its class loader is used.
     *
     * @param location a directory, e.g. {@code db/migration}; leading and trailing slashes are ignored
     * @throws IllegalArgumentException if the location is empty or begins with a wildcard, or if the module is dynamic and has no resources
     */
    public static ClasspathSource of(String location, Module module) {
        if (!module.isNamed()) {
            return of(location, orSystem(module.getClassLoader()));
        }
        return of(Location.of(location), new ModuleSearch(reference(module)));
    }

    private static ClasspathSource of(Location location, Search search) {
        return new ClasspathSource(location, search, location.filter(), false);
    }

    /**
     * Returns a source of the same location without the resources and directories that match one of these patterns, e.g.
     * {@code seed*.sql} or {@code old/**}. Paths start at the location. Use it for resources that end in {@code .sql} and
     * are no migrations.
     *
     * @param patterns see {@link ScriptFilter#ignoring}
     * @throws IllegalArgumentException if one of them is not a pattern
     */
    public ClasspathSource ignoring(String... patterns) {
        return new ClasspathSource(location, search, filter.ignoring(patterns), isOptional);
    }

    /**
     * Returns a source of the same location that has no scripts, rather than fails, if no directory of that name is on the class
     * path. Use it for a place where migrations are only if the application has any.
     */
    public ClasspathSource optional() {
        return new ClasspathSource(location, search, filter, true);
    }

    /** Also keeps {@link #ignoring} and {@link #optional}. */
    @Override
    public ClasspathSource withNaming(ScriptNaming naming) {
        return new ClasspathSource(location, search, filter.withNaming(naming), isOptional);
    }

    @Override
    public List<SourceScript> load() throws SourceException {
        Findings findings = new Findings(location, filter, isOptional);
        search.into(findings);
        return findings.scripts();
    }

    @Override
    public String description() {
        return "classpath:" + location;
    }

    @Override
    public String toString() {
        return description() + " of " + search;
    }

    private static ClassLoader orSystem(@Nullable ClassLoader loader) {
        return loader == null ? ClassLoader.getSystemClassLoader() : loader;
    }

    private static ModuleReference reference(Module module) {
        ModuleLayer layer = module.getLayer();
        if (layer == null) {
            throw new IllegalArgumentException(module + " is not in a layer and has no resources.");
        }
        return layer.configuration().findModule(module.getName()).orElseThrow().reference();
    }
}
