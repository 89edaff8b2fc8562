package dev.rollcall;

import dev.rollcall.platform.config.TestEnvironment;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

/**
 * A test against the web process's beans and a real Postgres. All such tests share one context and one database: each
 * makes what it needs, in projects of its own.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
// The log is set up before the initializer has its say.
@SpringBootTest(classes = RollcallApplication.class, properties = "log.level=warn")
@AutoConfigureMockMvc
@Import({SettableClock.Configuration.class, Fixtures.class})
@ContextConfiguration(initializers = TestEnvironment.class)
public @interface RollcallTest {}
