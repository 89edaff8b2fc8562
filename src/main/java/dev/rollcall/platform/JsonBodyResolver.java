package dev.rollcall.platform;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/** Reads {@link JsonBody} parameters; complains with the names of all fields at fault. */
@Component
class JsonBodyResolver implements HandlerMethodArgumentResolver {

    private static final int LIMIT_BYTES = 1_000_000;
    private static final Map<Class<?>, String> KINDS = Map.of(
            String.class, "is not a string",
            Integer.class, "is not a number",
            Long.class, "is not a number",
            Boolean.class, "is not a boolean");

    private final JsonMapper json;
    private final Validator validator;

    JsonBodyResolver(JsonMapper json, Validator validator) {
        // Strict where Jackson is lenient: "60" is no number, and 1 is no string.
        this.json = json.rebuild()
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
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
        var servletRequest = Objects.requireNonNull(request.getNativeRequest(HttpServletRequest.class));
        byte[] body = servletRequest.getInputStream().readNBytes(LIMIT_BYTES + 1);
        if (body.length > LIMIT_BYTES) {
            throw new InvalidRequestException("request body is larger than " + LIMIT_BYTES + " bytes");
        }
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

    private Object read(byte[] body, Class<?> type) {
        JsonNode tree;
        try {
            tree = body.length == 0 ? json.createObjectNode() : json.readTree(body);
        } catch (JacksonException e) {
            throw new InvalidRequestException("could not parse request body");
        }
        if (!tree.isObject()) {
            throw new InvalidRequestException("json validation error: value is not an object");
        }
        refuseNulls(tree);
        try {
            return json.treeToValue(tree, type);
        } catch (DatabindException e) {
            throw new InvalidRequestException(Map.of(field(e), complaint(e)));
        }
    }

    /** Postgres keeps every character but this one. */
    private static void refuseNulls(JsonNode object) {
        Map<String, String> faults = new TreeMap<>();
        object.properties().forEach(field -> {
            if (holdsNull(field.getValue())) {
                faults.put(field.getKey(), "contains a null character");
            }
        });
        if (!faults.isEmpty()) {
            throw new InvalidRequestException(faults);
        }
    }

    private static boolean holdsNull(JsonNode value) {
        if (value.isString()) {
            return value.asString().indexOf('\0') >= 0;
        }
        return value.valueStream().anyMatch(JsonBodyResolver::holdsNull)
                || value.propertyStream().anyMatch(field -> field.getKey().indexOf('\0') >= 0);
    }

    private static String field(DatabindException e) {
        return e.getPath().isEmpty() || e.getPath().get(0).getPropertyName() == null
                ? "value"
                : e.getPath().get(0).getPropertyName();
    }

    private static String complaint(DatabindException e) {
        return e instanceof tools.jackson.databind.exc.MismatchedInputException mismatch
                ? KINDS.getOrDefault(mismatch.getTargetType(), "has a wrong type")
                : "has a wrong type";
    }

    private static String snakeCase(String path) {
        return path.replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(java.util.Locale.ROOT);
    }
}
