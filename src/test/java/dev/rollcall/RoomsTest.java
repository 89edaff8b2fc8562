package dev.rollcall;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.rollcall.platform.process.PageController;
import dev.rollcall.platform.process.WebController;
import dev.rollcall.platform.process.WebProcess;
import jakarta.servlet.Filter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.catalina.Valve;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ControllerAdvice;

/** The rules of the packages: their size, their allowed imports, and the owners of threads. */
@AnalyzeClasses(packagesOf = RollcallApplication.class, importOptions = ImportOption.DoNotIncludeTests.class)
class RoomsTest {

    private static final int MAX_TYPES_IN_A_PACKAGE = 25;
    private static final int MAX_COMPONENTS_BY_POSITION = 10;
    private static final String PLATFORM = "dev.rollcall.platform.";

    /** The packages of the platform that each package may import. A package without an entry may import none. */
    private static final Map<String, List<String>> ROOMS = Map.ofEntries(
            Map.entry("log", List.of()),
            Map.entry("process", List.of()),
            Map.entry("time", List.of()),
            Map.entry("thread", List.of("log", "process")),
            Map.entry("config", List.of("log", "process")),
            Map.entry("problem", List.of("log", "process")),
            Map.entry("deploy", List.of("config", "process", "thread", "time")),
            Map.entry("limit", List.of()),
            Map.entry("body", List.of("limit", "problem", "process")),
            Map.entry("api", List.of("database", "deploy", "limit", "log", "problem", "process")),
            Map.entry("database", List.of("config", "log", "process", "thread")),
            Map.entry("telemetry", List.of("config", "deploy", "log", "process", "thread", "time")),
            Map.entry(
                    "web",
                    List.of("api", "body", "config", "database", "limit", "log", "problem", "process", "thread")),
            Map.entry("page", List.of("api", "body", "database", "deploy", "problem", "process", "time")),
            Map.entry("ingress", List.of("config", "database", "deploy", "log", "process", "thread", "time")),
            Map.entry(
                    "worker",
                    List.of("database", "deploy", "ingress", "log", "process", "telemetry", "thread", "time")),
            Map.entry(
                    "start",
                    List.of(
                            "config",
                            "database",
                            "deploy",
                            "log",
                            "problem",
                            "process",
                            "telemetry",
                            "thread",
                            "time",
                            "web")));

    @ArchTest
    static void aPackageHoldsAtMost25Types(JavaClasses classes) {
        Map<String, Long> sizes = classes.stream()
                .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(JavaClass::getPackageName, TreeMap::new, Collectors.counting()));
        assertThat(sizes)
                .allSatisfy((name, types) ->
                        assertThat(types).as("types in " + name).isLessThanOrEqualTo(MAX_TYPES_IN_A_PACKAGE));
    }

    @ArchTest
    static void roomsOfThePlatformImportOnlyTheRoomsBelowThem(JavaClasses classes) {
        classes.stream()
                .filter(type -> type.getPackageName().startsWith(PLATFORM))
                .forEach(type -> {
                    String room = type.getPackageName().substring(PLATFORM.length());
                    assertThat(type.getDirectDependenciesFromSelf().stream()
                                    .map(dependency ->
                                            dependency.getTargetClass().getPackageName())
                                    .filter(target -> target.startsWith(PLATFORM))
                                    .map(target -> target.substring(PLATFORM.length()))
                                    .filter(target -> !target.equals(room)))
                            .as("rooms that " + type.getName() + " imports")
                            .isSubsetOf(ROOMS.getOrDefault(room, List.of()));
                });
    }

    @ArchTest
    static final ArchRule packages_have_no_cycles =
            slices().matching("dev.rollcall.(**)").should().beFreeOfCycles();

    @ArchTest
    static void no_package_imports_a_module_at_the_edge(JavaClasses classes) {
        for (String module : List.of("ping", "delivery", "access", "transfer", "badge", "metrics", "page", "signin")) {
            String room = "dev.rollcall." + module;
            noClasses()
                    .that(DescribedPredicate.describe(
                            "are in a module other than " + module,
                            type -> !(type.getPackageName() + ".").startsWith(room + ".")))
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(room + "..")
                    .check(classes);
        }
    }

    @ArchTest
    static final ArchRule filters_end_in_filter =
            classes().that().areAssignableTo(Filter.class).should().haveSimpleNameEndingWith("Filter");

    @ArchTest
    static final ArchRule valves_end_in_valve =
            classes().that().areAssignableTo(Valve.class).should().haveSimpleNameEndingWith("Valve");

    @ArchTest
    static final ArchRule controllers_belong_to_the_web_process = classes()
            .that()
            .areMetaAnnotatedWith(Controller.class)
            .and()
            .areNotAnnotations()
            .should()
            .beAnnotatedWith(WebController.class)
            .orShould()
            .beAnnotatedWith(PageController.class);

    @ArchTest
    static final ArchRule advice_belongs_to_the_web_process = classes()
            .that()
            .areMetaAnnotatedWith(ControllerAdvice.class)
            .should()
            .beAnnotatedWith(WebProcess.class);

    /** A second place would have to keep the same long order of values: add a method to the record. */
    @ArchTest
    static void aLargeRecordIsBuiltByPositionInItsOwnFileAndOneOther(JavaClasses classes) {
        Map<String, Set<String>> builders = classes.stream()
                .flatMap(type -> type.getConstructorCallsFromSelf().stream())
                .filter(RoomsTest::buildsALargeRecordElsewhere)
                .collect(Collectors.groupingBy(
                        call -> call.getTargetOwner().getName(),
                        Collectors.mapping(
                                call -> topLevel(call.getOriginOwner()).getName(), Collectors.toSet())));
        assertThat(builders)
                .isNotEmpty()
                .allSatisfy((record, files) -> assertThat(files).as(record).hasSize(1));
    }

    private static boolean buildsALargeRecordElsewhere(JavaConstructorCall call) {
        JavaClass owner = call.getTargetOwner();
        return owner.isRecord()
                && call.getTarget().getRawParameterTypes().size() > MAX_COMPONENTS_BY_POSITION
                && !topLevel(owner).equals(topLevel(call.getOriginOwner()));
    }

    private static JavaClass topLevel(JavaClass type) {
        return type.getEnclosingClass().map(RoomsTest::topLevel).orElse(type);
    }
}
