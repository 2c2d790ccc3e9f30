package dev.manticore.migrations.architecture;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ModuleFinder;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Shows that each module-info requires the modules that the rules allow, needs Dagger at compile time only, and exports
 * nothing internal.
 */
class ModuleDescriptorTest {
    private static final Set<String> DAGGER = Set.of("dagger", "jakarta.inject", "java.compiler");

    static final List<Module> ADAPTERS_AND_SOURCES =
            Module.ADAPTERS_AND_SOURCES.stream().sorted().toList();

    @ParameterizedTest
    @EnumSource
    void requiresTheModulesThatItsClassesMayUse(Module module) throws Exception {
        Set<String> ours = descriptor(module).requires().stream()
                .map(Requires::name)
                .filter(name -> (name + ".").startsWith(Module.ROOT + "."))
                .collect(toSet());

        assertThat(ours).isEqualTo(module.uses().stream().map(Module::root).collect(toSet()));
    }

    @ParameterizedTest
    @FieldSource("ADAPTERS_AND_SOURCES")
    void runsWithoutDagger(Module module) throws Exception {
        assertThat(descriptor(module).requires())
                .filteredOn(it -> DAGGER.contains(it.name()))
                .hasSameSizeAs(DAGGER)
                .allSatisfy(it -> assertThat(it.modifiers()).contains(Requires.Modifier.STATIC));
    }

    @ParameterizedTest
    @EnumSource
    void exportsNothingInternal(Module module) throws Exception {
        assertThat(descriptor(module).exports())
                .filteredOn(it -> !it.isQualified())
                .extracting(ModuleDescriptor.Exports::source)
                .noneMatch(name -> name.contains(".internal"));
    }

    private static ModuleDescriptor descriptor(Module module) throws URISyntaxException {
        Class<?> any =
                ProductionClasses.get().that(module.classes()).iterator().next().reflect();
        Path location =
                Path.of(any.getProtectionDomain().getCodeSource().getLocation().toURI());
        ModuleDescriptor descriptor =
                ModuleFinder.of(location).findAll().iterator().next().descriptor();
        assertThat(descriptor.isAutomatic()).isFalse();
        assertThat(descriptor.name()).isEqualTo(module.root());
        return descriptor;
    }
}
