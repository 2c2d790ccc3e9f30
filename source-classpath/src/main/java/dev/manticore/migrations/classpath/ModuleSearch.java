package dev.manticore.migrations.classpath;

import dev.manticore.migrations.spi.SourceException;
import java.io.IOException;
import java.lang.module.ModuleReference;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Searches one module. */
final class ModuleSearch implements Search {
    private final ModuleReference module;

    ModuleSearch(ModuleReference module) {
        this.module = module;
    }

    /**
     * The modules of the boot layer that a class loader and its ancestors define, without those of the JDK. A class
     * loader does not tell which modules of other layers it defines.
     */
    static List<ModuleSearch> ofBootLayer(ClassLoader loader) {
        if (System.getProperty("org.graalvm.nativeimage.imagecode") != null) {
            return List.of(); // a native image has no modules that can be read
        }
        Set<ClassLoader> loaders = new HashSet<>();
        for (ClassLoader each = loader; each != null; each = each.getParent()) {
            loaders.add(each);
        }
        return ModuleLayer.boot().configuration().modules().stream()
                .filter(module ->
                        !module.name().startsWith("java.") && !module.name().startsWith("jdk."))
                .filter(module -> loaders.contains(ModuleLayer.boot().findLoader(module.name())))
                .map(module -> new ModuleSearch(module.reference()))
                .toList();
    }

    @Override
    public void into(Findings findings) throws SourceException {
        readInto(findings);
        if (findings.isMissing()) {
            throw new SourceException(
                    "The " + this + " has no directory " + findings.location() + ".",
                    "Check the location, and that the build packages it into this module; or specify the module or"
                            + " class loader that contains it (ClasspathSource.of).",
                    null);
        }
    }

    /** Like {@link #into}, but the location need not exist. */
    void readInto(Findings findings) throws SourceException {
        findings.search(toString());
        try {
            ModuleListing.read(module, findings);
        } catch (IOException failure) {
            throw Unreadable.because("The " + this, failure);
        }
    }

    @Override
    public String toString() {
        String at = module.location().map(URI::toString).orElse("an unknown place");
        return "module " + module.descriptor().name() + " (" + at + ")";
    }
}
