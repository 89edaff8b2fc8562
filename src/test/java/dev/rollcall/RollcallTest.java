package dev.rollcall;

import dev.rollcall.platform.config.TestEnvironment;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.boot.webmvc.test.autoconfigure.MockMvcPrint;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

/**
 * A test of the beans of the web process with a real Postgres. All such tests share one context and one database; each
 * works in its own projects.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
// Logging is configured before the initializer runs.
@SpringBootTest(classes = RollcallApplication.class, properties = "log.level=warn")
// A failed assertion shows the answer. Every request would be kept as text until the end of its test.
@AutoConfigureMockMvc(print = MockMvcPrint.NONE)
@Import({SettableClock.Configuration.class, Fixtures.class, Readers.class})
@ContextConfiguration(initializers = TestEnvironment.class)
public @interface RollcallTest {}
