package dev.rollcall.platform;

import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Objects;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

/** Our types that carry an annotation, found before there is a Spring context. Reads the class path at each call. */
public final class AnnotatedTypes {

    private static final String OURS = "dev.rollcall";

    private AnnotatedTypes() {}

    /**
     * The types that carry the annotation.
     *
     * @param ending of their names: no other class file is opened, which is most of what this costs
     */
    public static List<Class<?>> with(Class<? extends Annotation> annotation, String ending) {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.setResourcePattern("**/*" + ending + ".class");
        scanner.addIncludeFilter(new AnnotationTypeFilter(annotation));
        return scanner.findCandidateComponents(OURS).stream()
                .map(BeanDefinition::getBeanClassName)
                .<Class<?>>map(name -> ClassUtils.resolveClassName(Objects.requireNonNull(name), null))
                .toList();
    }
}
