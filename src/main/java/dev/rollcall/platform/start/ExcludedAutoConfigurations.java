package dev.rollcall.platform.start;

import java.util.List;
import org.springframework.boot.actuate.autoconfigure.info.InfoContributorAutoConfiguration;
import org.springframework.boot.autoconfigure.info.ProjectInfoAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.data.autoconfigure.metrics.DataRepositoryMetricsAutoConfiguration;
import org.springframework.boot.data.autoconfigure.web.DataWebAutoConfiguration;
import org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.metrics.HibernateMetricsAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.imperative.ImperativeHttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.metrics.HttpClientMetricsAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.service.HttpServiceClientPropertiesAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceInitializationAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.metrics.DataSourcePoolMetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.jvm.JvmMetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.logging.logback.LogbackMetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.ssl.SslMetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.startup.StartupTimeMetricsListenerAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.system.SystemMetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.task.TaskExecutorMetricsAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ScheduledTasksObservationAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.RestClientObservationAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.RestTemplateAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.RestTemplateObservationAutoConfiguration;
import org.springframework.boot.thymeleaf.autoconfigure.ThymeleafAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.metrics.TomcatMetricsAutoConfiguration;
import org.springframework.boot.transaction.jta.autoconfigure.JtaAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcObservationAutoConfiguration;

/** Parts of Spring Boot that come with our libraries but are not used. Each would cost time at every start. */
final class ExcludedAutoConfigurations {

    /** Not used by any start. */
    static final List<Class<?>> UNUSED = List.of(
            DataRepositoryMetricsAutoConfiguration.class,
            DataSourceInitializationAutoConfiguration.class,
            DataWebAutoConfiguration.class,
            HttpClientAutoConfiguration.class,
            HttpClientMetricsAutoConfiguration.class,
            HttpServiceClientPropertiesAutoConfiguration.class,
            ImperativeHttpClientAutoConfiguration.class,
            InfoContributorAutoConfiguration.class,
            JtaAutoConfiguration.class,
            ProjectInfoAutoConfiguration.class,
            RestClientAutoConfiguration.class,
            RestClientObservationAutoConfiguration.class,
            RestTemplateAutoConfiguration.class,
            RestTemplateObservationAutoConfiguration.class,
            ScheduledTasksObservationAutoConfiguration.class,
            SslAutoConfiguration.class,
            SslMetricsAutoConfiguration.class,
            TaskSchedulingAutoConfiguration.class);

    /** Not needed by a task without entities. JPA would start even though a task's beans are lazy. */
    static final List<Class<?>> JPA =
            List.of(HibernateJpaAutoConfiguration.class, DataJpaRepositoriesAutoConfiguration.class);

    /** Not needed by a process that shows no pages. */
    static final List<Class<?>> PAGES = List.of(ThymeleafAutoConfiguration.class);

    /** Meters and observations. Not needed when nobody can read them. */
    static final List<Class<?>> METRICS = List.of(
            DataSourcePoolMetricsAutoConfiguration.class,
            HibernateMetricsAutoConfiguration.class,
            JvmMetricsAutoConfiguration.class,
            LogbackMetricsAutoConfiguration.class,
            StartupTimeMetricsListenerAutoConfiguration.class,
            SystemMetricsAutoConfiguration.class,
            TaskExecutorMetricsAutoConfiguration.class,
            TomcatMetricsAutoConfiguration.class,
            WebMvcObservationAutoConfiguration.class);

    private ExcludedAutoConfigurations() {}
}
