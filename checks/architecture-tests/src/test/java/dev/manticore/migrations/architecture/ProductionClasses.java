package dev.manticore.migrations.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/** The classes of all production modules. */
final class ProductionClasses {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(Module.ROOT);

    private ProductionClasses() {}

    static JavaClasses get() {
        return CLASSES;
    }
}
