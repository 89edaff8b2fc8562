package dev.rollcall.platform.process;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;

/** A bean that the web process and tasks have. A process that is only a worker does not have it. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ConditionalOnExpression("${" + CommandLine.WEB + ":false} || !${" + CommandLine.WORKER + ":false}")
public @interface WebOrTask {}
