package browser;

import com.microsoft.playwright.Page;
import dev.rollcall.platform.process.CommandLine;
import dev.rollcall.platform.process.PageController;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.http.server.PathContainer;
import org.springframework.util.ClassUtils;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/** The paths that controllers of pages answer for GET, and which of them a test has looked at. */
final class PageRoutes {

    private static final List<PathPattern> ALL = all();
    private static final Set<PathPattern> SEEN = ConcurrentHashMap.newKeySet();

    private PageRoutes() {}

    /** Notes that {@link PageTest#expectGoodPage} has looked at a page. */
    static void addSeen(Page page) {
        PathContainer path = PathContainer.parsePath(URI.create(page.url()).getRawPath());
        // As Spring does: of several patterns that fit, the most specific one.
        ALL.stream()
                .filter(pattern -> pattern.matches(path))
                .sorted()
                .findFirst()
                .ifPresent(SEEN::add);
    }

    static List<PathPattern> unseen() {
        return ALL.stream().filter(pattern -> !SEEN.contains(pattern)).toList();
    }

    private static List<PathPattern> all() {
        return controllers()
                .flatMap(controller -> Arrays.stream(controller.getDeclaredMethods())
                        .map(method -> AnnotatedElementUtils.findMergedAnnotation(method, RequestMapping.class))
                        .filter(mapping ->
                                mapping != null && List.of(mapping.method()).contains(RequestMethod.GET))
                        .flatMap(mapping -> patterns(controller, Objects.requireNonNull(mapping))))
                .sorted()
                .toList();
    }

    private static Stream<PathPattern> patterns(Class<?> controller, RequestMapping mapping) {
        RequestMapping common = AnnotatedElementUtils.findMergedAnnotation(controller, RequestMapping.class);
        List<PathPattern> patterns = new ArrayList<>();
        for (String first : common == null ? new String[] {""} : common.path()) {
            for (String last : mapping.path().length == 0 ? new String[] {""} : mapping.path()) {
                PathPatternParser parser = PathPatternParser.defaultInstance;
                patterns.add(parser.parse(first).combine(parser.parse(last)));
            }
        }
        return patterns.stream();
    }

    private static Stream<Class<?>> controllers() {
        var environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("process", Map.of(CommandLine.WEB, true)));
        var scanner = new ClassPathScanningCandidateComponentProvider(false, environment);
        scanner.addIncludeFilter(new AnnotationTypeFilter(PageController.class));
        return scanner.findCandidateComponents("dev.rollcall").stream()
                .map(BeanDefinition::getBeanClassName)
                .map(name ->
                        ClassUtils.resolveClassName(Objects.requireNonNull(name), PageRoutes.class.getClassLoader()));
    }
}
