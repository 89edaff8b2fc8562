package dev.rollcall;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.rollcall.platform.config.Current;
import dev.rollcall.platform.config.Variable;
import dev.rollcall.platform.thread.Threads;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.Timer;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadPoolExecutor;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.logging.LogLevel;
import org.springframework.data.jpa.repository.Query;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.validation.annotation.Validated;

/** Which module may use which, and what each kind of class may use. */
@AnalyzeClasses(packagesOf = RollcallApplication.class, importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String PLATFORM = "dev.rollcall.platform..";

    @Test
    void modulesUseOnlyPublicTypesOfTheModulesThatTheyMayUse() {
        ApplicationModules.of(RollcallApplication.class).verify();
    }

    /** Hibernate would load its parser, a thousand classes, at every start of every process (ADR 39). */
    @ArchTest
    static final ArchRule no_query_is_parsed_at_the_start = noMethods().should().beAnnotatedWith(Query.class);

    /** Without platform: there, Spring Boot's build information and properties become values. */
    @ArchTest
    static final ArchRule values_use_no_framework_but_validation = classes()
            .that()
            .areRecords()
            .or()
            .areEnums()
            .and(not(resideInAPackage(PLATFORM)))
            .and(not(isNamed("(Body|Fields|Request|Labels|Settings)")))
            .should()
            .onlyDependOnClassesThat(areOursOrJava());

    @ArchTest
    static final ArchRule bodies_may_also_use_jackson_annotations = classes()
            .that()
            .areRecords()
            .and(isNamed("(Body|Fields|Request|Labels)"))
            .should()
            .onlyDependOnClassesThat(areOursOrJava().or(resideInAPackage("com.fasterxml.jackson.annotation..")));

    @ArchTest
    static final ArchRule settings_may_also_use_binding_annotations = classes()
            .that()
            .areRecords()
            .and(isNamed("Settings"))
            .should()
            .onlyDependOnClassesThat(areOursOrJava()
                    .or(areAny(Set.of(
                            ConfigurationProperties.class, DefaultValue.class, Validated.class, LogLevel.class))));

    /** A start finds them without opening other class files. */
    @ArchTest
    static final ArchRule settings_records_end_in_settings = classes()
            .that()
            .areAnnotatedWith(ConfigurationProperties.class)
            .should()
            .haveSimpleNameEndingWith("Settings");

    /** A record has the secret as it was at the start, so it must come from {@link Current}. */
    @ArchTest
    static final ArchRule secrets_are_those_of_the_moment = noClasses()
            // TelemetryProperties has the headers of the start replaced; ImportProject is a task, which ends soon.
            .that(not(isNamed("(Settings|TelemetryProperties|ImportProject)")))
            .and(not(DescribedPredicate.describe(
                    "have them from Current",
                    type -> type.getDirectDependenciesFromSelf().stream()
                            .anyMatch(use -> use.getTargetClass().isEquivalentTo(Current.class)))))
            .should()
            .callMethodWhere(readsASecret());

    @ArchTest
    static final ArchRule only_stores_write_sql = noClasses()
            .that()
            .haveSimpleNameNotEndingWith("Store")
            .and(not(belongTo(nameMatching(".*Store"))))
            .should()
            .dependOnClassesThat()
            .areAssignableTo(JdbcClient.class);

    /** Except its HTTP client, which has the same package prefix. */
    @ArchTest
    static final ArchRule only_controllers_pages_platform_and_access_use_spring_web = noClasses()
            .that(not(belongTo(nameMatching(".*Controller"))))
            .and(not(resideInAnyPackage(
                    PLATFORM,
                    "dev.rollcall.access..",
                    "dev.rollcall.signin..",
                    "dev.rollcall.page..",
                    "dev.rollcall.delivery.page")))
            .should()
            .dependOnClassesThat(resideInAPackage("org.springframework.web..")
                    .and(not(resideInAPackage("org.springframework.web.client.."))));

    @ArchTest
    static final ArchRule only_definitions_use_jpa = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "dev.rollcall.project",
                    "dev.rollcall.check",
                    "dev.rollcall.channel",
                    "dev.rollcall.mute.maintenance")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jakarta.persistence..");

    @ArchTest
    static final ArchRule only_platform_and_main_read_clock_and_environment = noClasses()
            .that()
            .resideOutsideOfPackage(PLATFORM)
            .and()
            .doNotBelongToAnyOf(RollcallApplication.class)
            .should()
            .accessTargetWhere(readsClockOrEnvironment());

    /** The clock of a machine may be wrong, so times that processes compare come from the database. */
    @ArchTest
    static final ArchRule only_early_log_and_the_database_clock_read_the_machine_clock = noClasses()
            .that()
            .haveSimpleNameNotEndingWith("EarlyLog")
            .and()
            // Passes it to DatabaseClock, which reports the difference.
            .haveSimpleNameNotEndingWith("PlatformConfiguration")
            .should()
            .accessTargetWhere(readsTheMachinesClock());

    @ArchTest
    static final ArchRule threads_are_created_in_one_place = noClasses()
            .that()
            .doNotBelongToAnyOf(Threads.class)
            .should()
            .callConstructorWhere(makesThreads())
            .orShould()
            .dependOnClassesThat(areAny(Set.of(Executors.class, Timer.class)));

    @ArchTest
    static final ArchRule names_say_what_a_class_is_for = noClasses()
            .should()
            .haveNameMatching(".*(Impl|Manager|Helper|Util|Utils|Dto|DTO|Entity)")
            .orShould()
            .haveNameMatching(".*[.$]Abstract[^.$]*");

    private static DescribedPredicate<JavaClass> isNamed(String ending) {
        return DescribedPredicate.describe(
                "are named " + ending, type -> type.getSimpleName().matches(".*" + ending));
    }

    private static DescribedPredicate<JavaClass> areOursOrJava() {
        return resideInAnyPackage(
                        "java..",
                        "dev.rollcall..",
                        "org.jspecify.annotations..",
                        "jakarta.validation..",
                        "org.hibernate.validator.constraints..")
                .or(DescribedPredicate.describe("are primitive", JavaClass::isPrimitive))
                .or(DescribedPredicate.describe("are arrays", JavaClass::isArray))
                .as("are ours, Java's, or validation");
    }

    private static DescribedPredicate<JavaClass> areAny(Set<Class<?>> types) {
        return DescribedPredicate.describe(
                "are any of " + types, type -> types.stream().anyMatch(type::isEquivalentTo));
    }

    private static DescribedPredicate<JavaMethodCall> readsASecret() {
        List<Variable> secrets =
                Variable.all().stream().filter(Variable::secret).toList();
        return DescribedPredicate.describe(
                "reads a secret of a record",
                call -> secrets.stream()
                        .anyMatch(secret -> call.getTargetOwner().isEquivalentTo(secret.settings())
                                && call.getName().equals(secret.component().getName())));
    }

    private static DescribedPredicate<JavaConstructorCall> makesThreads() {
        return DescribedPredicate.describe(
                "makes threads",
                call -> call.getTargetOwner().isAssignableTo(Thread.class)
                        || call.getTargetOwner().isAssignableTo(ThreadPoolExecutor.class));
    }

    private static DescribedPredicate<JavaAccess<?>> readsTheMachinesClock() {
        return DescribedPredicate.describe("reads the machine's clock", access -> {
            JavaClass owner = access.getTargetOwner();
            String name = access.getTarget().getName();
            return (owner.isEquivalentTo(Clock.class) && (name.startsWith("system") || name.startsWith("tick")))
                    || (owner.getPackageName().equals(Instant.class.getPackageName()) && name.equals("now"))
                    || (owner.isEquivalentTo(System.class) && name.equals("currentTimeMillis"));
        });
    }

    private static DescribedPredicate<JavaAccess<?>> readsClockOrEnvironment() {
        return readsTheMachinesClock().or(DescribedPredicate.describe("reads the environment", access -> {
            String name = access.getTarget().getName();
            return access.getTargetOwner().isEquivalentTo(System.class)
                    && (name.equals("getenv") || name.startsWith("getPropert"));
        }));
    }
}
