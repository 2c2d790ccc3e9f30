package dev.manticore.migrations.classpath;

import dev.manticore.migrations.spi.MigrationSource;
import dev.manticore.migrations.spi.SourceException;
import dev.manticore.migrations.spi.SourceScript;
import java.lang.module.ModuleReference;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The scripts in a directory of resources, e.g. {@code db/migration}, however deep: in plain jars, exploded directories,
 * Spring Boot's executable jars and modules. When several of them have the directory, all are read. What is answered:
 *
 * <ul>
 *   <li>each resource whose name ends in {@code .sql}, in any case, and each that begins like a migration ({@code V7__},
 *       {@code U7__}), so that a mistyped name is refused and not overlooked;
 *   <li>nothing whose name, or whose directory's, begins with a dot, no editor's backup ({@code ~}, {@code .swp}).
 * </ul>
 *
 * <p>Where resources cannot be listed, as in a native image, they are taken from the index
 * {@code META-INF/manticore/<location>.index}: a file in UTF-8 with one path on a line, relative to the location; empty
 * lines and those that begin with {@code #} don't count. Each jar may have one, and they add up.
 *
 * <p>Keeps no file open. Usable by several threads.
 */
public final class ClasspathSource implements MigrationSource {

    private final Location location;
    private final Search search;

    private ClasspathSource(Location location, Search search) {
        this.location = location;
        this.search = search;
    }

    /**
     * A source of what the calling thread's context class loader sees. It is taken now, not when the scripts are loaded,
     * since that happens on a worker thread in a non-blocking application.
     *
     * @param location a directory, e.g. {@code db/migration}; slashes around it don't count
     * @throws IllegalArgumentException when the location is empty
     */
    public static ClasspathSource of(String location) {
        return of(location, orSystem(Thread.currentThread().getContextClassLoader()));
    }

    /**
     * A source of what a class loader and its ancestors see, e.g. a {@link java.net.URLClassLoader} of the user's jars.
     * Modules of the boot layer that belong to one of them are read too, whether they open the package or not.
     *
     * @param location a directory, e.g. {@code db/migration}; slashes around it don't count
     * @throws IllegalArgumentException when the location is empty
     */
    public static ClasspathSource of(String location, ClassLoader loader) {
        Objects.requireNonNull(loader, "loader");
        return new ClasspathSource(Location.of(location), new ClassLoaderSearch(loader));
    }

    /**
     * A source of what one module contains, e.g. {@code Shop.class.getModule()}; the module need not open the package.
     * For an unnamed module, i.e. on the class path, this is what its class loader sees.
     *
     * @param location a directory, e.g. {@code db/migration}; slashes around it don't count
     * @throws IllegalArgumentException when the location is empty, or when the module is a dynamic one, without resources
     */
    public static ClasspathSource of(String location, Module module) {
        if (!module.isNamed()) {
            return of(location, orSystem(module.getClassLoader()));
        }
        return new ClasspathSource(Location.of(location), new ModuleSearch(reference(module)));
    }

    @Override
    public List<SourceScript> load() throws SourceException {
        Findings findings = new Findings(location);
        search.into(findings);
        return findings.scripts();
    }

    @Override
    public String description() {
        return "classpath:" + location.directory();
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
            throw new IllegalArgumentException(module + " is in no layer, so it has no resources.");
        }
        return layer.configuration().findModule(module.getName()).orElseThrow().reference();
    }
}
