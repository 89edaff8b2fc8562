package dev.rollcall.platform.body;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.rollcall.platform.problem.InvalidRequestException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.type.LogicalType;

/** Reads {@link JsonBody} parameters. An error names all invalid fields. */
@Component
public class JsonBodyResolver implements HandlerMethodArgumentResolver {

    private static final Map<Class<?>, String> TYPE_ERRORS = Map.of(
            String.class, "is not a string",
            Integer.class, "is not a number",
            Long.class, "is not a number",
            Boolean.class, "is not a boolean",
            List.class, "is not an array");

    private final JsonBodies bodies;
    private final JsonMapper json;
    private final Validator validator;

    JsonBodyResolver(JsonBodies bodies, JsonMapper json, Validator validator) {
        this.bodies = bodies;
        // Stricter than Jackson's default: "60" is not a number, and 1 is not a string.
        this.json = json.rebuild()
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .withCoercionConfig(
                        LogicalType.Textual,
                        textual -> textual.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
                .build();
        this.validator = validator;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.hasParameterAnnotation(JsonBody.class);
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders)
            throws IOException {
        ObjectNode body = bodies.read(Objects.requireNonNull(request.getNativeRequest(HttpServletRequest.class)));
        body.remove(JsonBodies.KEY_MEMBER);
        refuseUnstorable(body);
        Object value = read(body, parameter.getParameterType());
        Set<ConstraintViolation<Object>> violations = validator.validate(value);
        if (!violations.isEmpty()) {
            Map<String, String> faults = new TreeMap<>();
            violations.forEach(
                    fault -> faults.put(snakeCase(fault.getPropertyPath().toString()), fault.getMessage()));
            throw new InvalidRequestException(faults);
        }
        return value;
    }

    private Object read(ObjectNode body, Class<?> type) {
        refuseNulls(body, type);
        try {
            return json.treeToValue(body, type);
        } catch (InputCoercionException e) {
            String field = field(e);
            throw new InvalidRequestException(
                    Map.of(field, body.path(field).asString("").startsWith("-") ? "is too small" : "is too large"));
        } catch (DatabindException e) {
            throw refusal(e);
        }
    }

    /** In the published API null does not mean an absent field. It is a value of the wrong type. */
    private static void refuseNulls(ObjectNode body, Class<?> type) {
        Map<String, String> faults = new TreeMap<>();
        if (type == Map.class) {
            // The fields and their types are not known here, and no field may be null.
            body.properties().stream()
                    .filter(field -> field.getValue().isNull())
                    .forEach(field -> faults.put(field.getKey(), "must not be null"));
        }
        Stream.ofNullable(type.getRecordComponents()).flatMap(Arrays::stream).forEach(component -> {
            String name = name(component);
            if (body.path(name).isNull()) {
                faults.put(name, typeError(component.getType()));
            } else if (component.getType() == List.class && body.has(name)) {
                requireStrings(name, body.path(name), faults);
            }
        });
        if (!faults.isEmpty()) {
            throw new InvalidRequestException(faults);
        }
    }

    /** All lists contain strings. Checked here, because Jackson's errors about an item do not name the list. */
    private static void requireStrings(String name, JsonNode list, Map<String, String> faults) {
        if (!list.isArray()) {
            faults.put(name, typeError(List.class));
        } else if (!list.valueStream().allMatch(JsonNode::isString)) {
            throw InvalidRequestException.item(name, "has unexpected value");
        }
    }

    private static String name(RecordComponent component) {
        JsonProperty named = component.getAccessor().getAnnotation(JsonProperty.class);
        return named == null ? component.getName() : named.value();
    }

    /**
     * Postgres stores neither a null character nor a lone surrogate, so it would store another text than the answer
     * shows.
     */
    private static void refuseUnstorable(JsonNode object) {
        Map<String, String> faults = new TreeMap<>();
        object.properties().forEach(field -> {
            if (holds(field.getValue(), text -> text.indexOf('\0') >= 0)) {
                faults.put(field.getKey(), "contains a null character");
            } else if (holds(
                    field.getValue(),
                    text -> !StandardCharsets.UTF_8.newEncoder().canEncode(text))) {
                faults.put(field.getKey(), "contains a surrogate that stands alone");
            }
        });
        if (!faults.isEmpty()) {
            throw new InvalidRequestException(faults);
        }
    }

    private static boolean holds(JsonNode value, Predicate<String> fault) {
        if (value.isString()) {
            return fault.test(value.asString());
        }
        return value.valueStream().anyMatch(item -> holds(item, fault))
                || value.propertyStream().anyMatch(field -> fault.test(field.getKey()));
    }

    private static InvalidRequestException refusal(DatabindException e) {
        String error = e instanceof MismatchedInputException mismatch
                ? typeError(mismatch.getTargetType())
                : "has a wrong type";
        return new InvalidRequestException(Map.of(field(e), error));
    }

    private static String field(JacksonException e) {
        return e.getPath().isEmpty() || e.getPath().get(0).getPropertyName() == null
                ? "value"
                : e.getPath().get(0).getPropertyName();
    }

    private static String typeError(Class<?> wanted) {
        return TYPE_ERRORS.getOrDefault(wanted, "has a wrong type");
    }

    private static String snakeCase(String path) {
        return path.replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(java.util.Locale.ROOT);
    }
}
