package dev.manticore.migrations.classpath;

import dev.manticore.migrations.Remedy;
import dev.manticore.migrations.spi.SourceException;
import java.io.IOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Searches a class loader and its ancestors. The loader returns the location's directories, but no jars without
 * directory entries. Therefore, all known jars are opened as well.
 */
final class ClassLoaderSearch implements Search {
    private static final Logger LOGGER = LoggerFactory.getLogger(ClassLoaderSearch.class);
    /** A longer list of jars says nothing. The log has it. */
    private static final int SHOWN = 3;

    private final ClassLoader loader;

    ClassLoaderSearch(ClassLoader loader) {
        this.loader = loader;
    }

    @Override
    public void into(Findings findings) throws SourceException {
        Location location = findings.location();
        List<String> passedOver = new ArrayList<>();
        try {
            Index index = Index.of(loader, location);
            List<URL> unlisted = readDirectories(findings);
            readJars(index.files(), findings, passedOver);
            readModules(findings);
            index.read(findings);
            requireListed(unlisted, index, location);
            warnOfStale(index, findings);
        } catch (IOException failure) {
            throw Unreadable.because("The class path", failure);
        }
        if (findings.isMissing()) {
            throw notFound(findings, passedOver);
        }
    }

    /** Reads the directories that the loader returns. Returns those that cannot be listed. */
    private List<URL> readDirectories(Findings findings) throws IOException, SourceException {
        String directory = findings.location().directory();
        List<URL> unlisted = new ArrayList<>();
        for (URL url : Resources.named(directory, loader)) {
            try {
                if (url.getProtocol().equals("file")) {
                    DirectoryListing.read(Addresses.path(url), findings);
                } else if (url.getProtocol().equals("jar")) {
                    JarAddress jar = JarAddress.of(url);
                    int base = jar.entry().lastIndexOf(directory);
                    JarListing.read(jar, jar.entry().substring(0, Math.max(base, 0)), findings);
                } else if (!Resources.canBeListed(url)) {
                    unlisted.add(url);
                }
            } catch (IOException failure) {
                throw Unreadable.because(url, failure);
            }
        }
        return unlisted;
    }

    private void readJars(List<URL> indexes, Findings findings, List<String> passedOver)
            throws IOException, SourceException {
        List<JarAddress> jars = new KnownJars(loader).with(indexes);
        for (JarAddress jar : jars) {
            try {
                JarListing.read(jar, "", findings);
            } catch (JarAddress.NotAJarException failure) {
                // The class loader also ignores a file that is not a jar; but it may be a broken jar.
                String problem = jar + " is not a jar: " + failure.getMessage();
                LOGGER.warn("On the class path, {}", problem);
                passedOver.add(problem);
            } catch (IOException failure) {
                throw Unreadable.because(jar, failure);
            }
        }
    }

    private void readModules(Findings findings) throws SourceException {
        for (ModuleSearch module : ModuleSearch.ofBootLayer(loader)) {
            module.readInto(findings);
        }
    }

    private static void requireListed(List<URL> unlisted, Index index, Location location) throws SourceException {
        if (!unlisted.isEmpty() && index.files().isEmpty()) {
            throw new SourceException(
                    unlisted + " cannot be listed: only files, jars and modules can.",
                    "List the scripts in the resource " + location.index() + ", one path per line.",
                    null);
        }
    }

    private static void warnOfStale(Index index, Findings findings) {
        Set<String> unnamed = new TreeSet<>(findings.paths());
        unnamed.removeAll(index.paths());
        if (!index.files().isEmpty() && !unnamed.isEmpty()) {
            LOGGER.warn(
                    "{} does not list {}: where resources cannot be listed, they will be missing",
                    index.files(),
                    unnamed);
        }
    }

    private SourceException notFound(Findings findings, List<String> passedOver) {
        Location location = findings.location();
        List<String> searched = findings.searched();
        LOGGER.debug("{} was searched in {} by {}", location.directory(), searched, loader);
        StringBuilder message = new StringBuilder("No directory ")
                .append(location)
                .append(isNamed() ? " is on the class path of " + loader.getName() : " is on the class path")
                .append("; searched ")
                .append(searched.size())
                .append(searched.size() == 1 ? " jar or directory." : " jars and directories.");
        if (searched.size() <= SHOWN) {
            searched.forEach(place -> message.append("\n  ").append(place));
        }
        passedOver.forEach(problem -> message.append("\n  ").append(problem));
        return new SourceException(
                message.toString(),
                Remedy.of(
                                "Check the location, and that its jar or directory is on the class path. Where resources cannot be"
                                        + " listed, as in a native image, list the scripts in the resource "
                                        + location.index()
                                        + ".")
                        .or("if it is elsewhere", new Remedy.Configure(Remedy.Setting.CLASS_PATH)),
                null);
    }

    /** Whether the application named its class loader. The JVM's own loaders have names that say nothing. */
    private boolean isNamed() {
        return loader.getName() != null && loader != ClassLoader.getSystemClassLoader();
    }

    @Override
    public String toString() {
        return "class loader " + loader;
    }
}
