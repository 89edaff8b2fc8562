package dev.rollcall.platform.process;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** A bean that the web process and tasks have. A process that is only a worker does not have it. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Conditional(WebOrTask.NotOnlyWorker.class)
public @interface WebOrTask {

    /** Whether the process is of the type web, or runs a task. */
    final class NotOnlyWorker implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            Environment environment = context.getEnvironment();
            return environment.getProperty(CommandLine.WEB, Boolean.class, false)
                    || !environment.getProperty(CommandLine.WORKER, Boolean.class, false);
        }
    }
}
