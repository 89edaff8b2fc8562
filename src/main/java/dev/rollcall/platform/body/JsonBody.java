package dev.rollcall.platform.body;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A controller's parameter that is read from a JSON request body and validated, whatever content type the request
 * claims: the published examples send JSON by {@code curl --data}, which claims a form. An empty body is an empty
 * object.
 */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface JsonBody {}
