package dev.rollcall.platform.body;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a controller's parameter that is read from a JSON request body and validated. The content type is ignored: the
 * published examples send JSON with {@code curl --data}, which declares a form. An empty body is an empty object.
 */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface JsonBody {}
