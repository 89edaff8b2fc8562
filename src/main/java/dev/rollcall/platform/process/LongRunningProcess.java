package dev.rollcall.platform.process;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;

/** A bean that web and worker have, and tasks do not. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ConditionalOnExpression("${" + CommandLine.WEB + "} || ${" + CommandLine.WORKER + "}")
public @interface LongRunningProcess {}
