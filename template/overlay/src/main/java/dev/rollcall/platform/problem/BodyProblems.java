package dev.rollcall.platform.problem;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.rollcall.platform.process.WebProcess;
import java.lang.reflect.RecordComponent;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.validation.FieldError;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;

/** Names the invalid fields of a request body, as clients write them. */
@RestControllerAdvice
@WebProcess
@Order(Ordered.HIGHEST_PRECEDENCE)
class BodyProblems {

    private final Problems problems;

    BodyProblems(Problems problems) {
        this.problems = problems;
    }

    @ExceptionHandler
    ResponseEntity<Object> invalid(MethodArgumentNotValidException e) {
        Map<String, String> faults = new TreeMap<>();
        Class<?> body = e.getParameter().getParameterType();
        for (FieldError fault : e.getBindingResult().getFieldErrors()) {
            faults.put(name(body, fault.getField()), Objects.requireNonNullElse(fault.getDefaultMessage(), "is invalid"));
        }
        return problems.ours(new InvalidRequestException(faults));
    }

    @ExceptionHandler
    ResponseEntity<Object> unreadable(HttpMessageNotReadableException e) {
        String field = field(e.getCause());
        return problems.ours(
                field == null
                        ? new InvalidRequestException("could not parse request body")
                        : new InvalidRequestException(Map.of(field, "has a wrong type")));
    }

    /** The name of a component in JSON. */
    private static String name(Class<?> body, String component) {
        return Stream.ofNullable(body.getRecordComponents())
                .flatMap(Stream::of)
                .filter(each -> each.getName().equals(component))
                .map(BodyProblems::named)
                .findFirst()
                .orElse(component);
    }

    private static String named(RecordComponent component) {
        JsonProperty named = component.getAccessor().getAnnotation(JsonProperty.class);
        return named == null ? component.getName() : named.value();
    }

    private static @Nullable String field(@Nullable Throwable cause) {
        return cause instanceof DatabindException mismatch && !mismatch.getPath().isEmpty()
                ? mismatch.getPath().stream()
                        .map(JacksonException.Reference::getPropertyName)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null)
                : null;
    }
}
