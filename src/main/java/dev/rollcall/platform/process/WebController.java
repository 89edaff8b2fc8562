package dev.rollcall.platform.process;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.web.bind.annotation.RestController;

/** A controller that exists only in the web process. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@RestController
@WebProcess
public @interface WebController {

    /** Whether it answers 503 until the schema is current. */
    boolean needsSchema() default true;
}
