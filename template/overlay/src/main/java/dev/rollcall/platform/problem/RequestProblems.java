package dev.rollcall.platform.problem;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.rollcall.platform.process.WebController;
import dev.rollcall.platform.process.WebProcess;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.validation.FieldError;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;

/** Names the invalid parameters and fields of a request to the API, as clients write them. */
@RestControllerAdvice(annotations = WebController.class)
@WebProcess
@Order(Ordered.HIGHEST_PRECEDENCE)
class RequestProblems {

    private static final String WRONG_TYPE = "has a wrong type";

    private final ProblemExceptionHandler problems;

    RequestProblems(ProblemExceptionHandler problems) {
        this.problems = problems;
    }

    /** The body is not valid, and no parameter has constraints. */
    @ExceptionHandler
    ResponseEntity<Object> invalid(MethodArgumentNotValidException e) {
        return problems.ours(new InvalidRequestException(
                fields(e.getParameter().getParameterType(), e.getBindingResult().getFieldErrors())));
    }

    /** A parameter with constraints is not valid, or the body beside it. */
    @ExceptionHandler
    ResponseEntity<Object> invalid(HandlerMethodValidationException e) {
        Map<String, String> faults = new TreeMap<>();
        for (ParameterValidationResult result : e.getParameterValidationResults()) {
            if (result instanceof ParameterErrors body) {
                faults.putAll(fields(result.getMethodParameter().getParameterType(), body.getFieldErrors()));
            } else {
                String name = Objects.requireNonNullElse(result.getMethodParameter().getParameterName(), "parameter");
                result.getResolvableErrors().forEach(fault -> faults.put(name, text(fault)));
            }
        }
        return problems.ours(InvalidRequestException.parameters(faults));
    }

    /** A part of the path of the wrong type, such as an id, is a {@code bad-request} without fields. */
    @ExceptionHandler
    ResponseEntity<Object> mistyped(MethodArgumentTypeMismatchException e, WebRequest request) {
        return e.getParameter().hasParameterAnnotation(RequestParam.class)
                ? problems.ours(InvalidRequestException.parameters(Map.of(e.getName(), WRONG_TYPE)))
                : problems.of(e, request);
    }

    @ExceptionHandler
    ResponseEntity<Object> unreadable(HttpMessageNotReadableException e) {
        String field = field(e.getCause());
        return problems.ours(
                field == null
                        ? new InvalidRequestException("could not parse request body")
                        : new InvalidRequestException(Map.of(field, WRONG_TYPE)));
    }

    private static Map<String, String> fields(Class<?> body, List<FieldError> errors) {
        Map<String, String> faults = new TreeMap<>();
        errors.forEach(fault -> faults.put(name(body, fault.getField()), text(fault)));
        return faults;
    }

    private static String text(MessageSourceResolvable fault) {
        return Objects.requireNonNullElse(fault.getDefaultMessage(), "is invalid");
    }

    /** The name of a component in JSON. */
    private static String name(Class<?> body, String component) {
        return Stream.ofNullable(body.getRecordComponents())
                .flatMap(Stream::of)
                .filter(each -> each.getName().equals(component))
                .map(RequestProblems::named)
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
