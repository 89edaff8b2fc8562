package dev.rollcall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.platform.process.PageController;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.function.support.RouterFunctionMapping;
import org.springframework.web.servlet.handler.AbstractUrlHandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;
import testing.Contract;
import testing.Operation;

/** The routes of the code equal those of the contract; a route that only one of them has fails the build. */
@RollcallTest
class ContractRoutesTest {

    private static final String ANY_METHOD = "any method";

    /** The files that pages load. */
    private static final String ASSETS = "/assets/**";

    @Autowired
    private List<HandlerMapping> mappings;

    @Test
    void everyRouteIsAnOperationOfTheContractAndEveryOperationIsARoute() {
        Set<String> documented = Contract.read().operations().stream()
                .map(Operation::name)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> routed = mappings.stream()
                .flatMap(mapping -> routes(mapping, documented))
                .flatMap(route -> meant(route, documented))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(routed)
                .as("routes of the code, against the operations of openapi.yaml")
                .isEqualTo(documented);
    }

    /** {@code GET /version} and so on, for any kind of handler. */
    private static Stream<String> routes(HandlerMapping mapping, Set<String> documented) {
        if (mapping instanceof RequestMappingInfoHandlerMapping methods) {
            return methods.getHandlerMethods().entrySet().stream()
                    .flatMap(handler -> routes(handler.getKey())
                            .filter(route -> !isPage(handler.getValue()) || documented.contains(route)));
        }
        if (mapping instanceof AbstractUrlHandlerMapping paths) {
            return Stream.concat(
                            paths.getHandlerMap().keySet().stream(),
                            Stream.of("/").filter(path -> paths.getRootHandler() != null))
                    .filter(path -> !path.equals(ASSETS))
                    .map(path -> ANY_METHOD + " " + path);
        }
        if (mapping instanceof RouterFunctionMapping functions) {
            return Stream.ofNullable(functions.getRouterFunction()).map(function -> ANY_METHOD + " " + function);
        }
        return Stream.of(ANY_METHOD + " of " + mapping);
    }

    private static Stream<String> routes(RequestMappingInfo mapping) {
        Collection<String> methods = mapping.getMethodsCondition().getMethods().stream()
                .map(Enum::name)
                .toList();
        return mapping.getPatternValues().stream()
                .flatMap(path -> (methods.isEmpty() ? List.of(ANY_METHOD) : methods)
                        .stream().map(method -> method + " " + path));
    }

    /** Pages are for people. The contract names only a few of them. */
    private static boolean isPage(HandlerMethod handler) {
        return AnnotatedElementUtils.hasAnnotation(handler.getBeanType(), PageController.class);
    }

    /** For routes of Spring Boot with a variable part, the contract names the allowed values. */
    private static Stream<String> meant(String route, Set<String> documented) {
        String variable = route.replaceFirst("(\\*\\*|\\{\\w+})$", "");
        if (!route.startsWith("GET /actuator/") || variable.equals(route)) {
            return Stream.of(route);
        }
        return documented.stream().filter(operation -> operation.startsWith(variable));
    }
}
