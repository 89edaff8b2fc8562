package dev.rollcall;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/** The classes of the jar, read once for all rules. */
final class OurClasses {

    static final JavaClasses WITHOUT_TESTS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackagesOf(RollcallApplication.class);

    private OurClasses() {}
}
