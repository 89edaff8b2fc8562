package dev.rollcall.channel.field;

import dev.rollcall.platform.config.ClassPathTypes;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The kinds of channels in this jar, found without a Spring context. */
public final class KindCatalog {

    private static final String SUFFIX = "Kind";

    private KindCatalog() {}

    /** Every kind, by name. */
    public static List<KindDefinition> all() {
        return ClassPathTypes.named(SUFFIX).stream()
                .filter(type -> type.isAnnotationPresent(KindDefinition.class))
                .map(KindCatalog::of)
                .sorted(Comparator.comparing(KindDefinition::name))
                .toList();
    }

    public static Optional<KindDefinition> find(String name) {
        return all().stream().filter(kind -> kind.name().equals(name)).findFirst();
    }

    /** The definition of a kind. */
    public static KindDefinition of(Class<?> kind) {
        return Objects.requireNonNull(
                kind.getAnnotation(KindDefinition.class), () -> kind.getName() + " has no @KindDefinition");
    }
}
