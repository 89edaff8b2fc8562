package dev.rollcall.admin;

import dev.rollcall.platform.process.StartupScope;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.stereotype.Component;

/** Describes an {@link AdminTask} to the command line, which lists tasks without creating them. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Component
public @interface TaskDefinition {

    /** As in {@code --task=migrate}. */
    String name();

    /** One line for {@code --task=help}. */
    String summary();

    /** Required options, without dashes. */
    String[] required() default {};

    /** Optional options, without dashes. */
    String[] optional() default {};

    /** Optional flags, which have no value, without dashes: {@code dry-run}. */
    String[] flags() default {};

    /** More options, which depend on the value of another option. The class has a constructor without arguments. */
    Class<? extends TaskVariants> variants() default TaskVariants.None.class;

    /** What the task needs to start. The less it needs, the faster it starts. */
    StartupScope needs() default StartupScope.DATABASE;
}
