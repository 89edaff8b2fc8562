package dev.rollcall.channel.field;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.stereotype.Component;

/**
 * Describes a kind of channel. The API, the contract, {@code --task=create-channel} and {@code --task=help} take its
 * fields from here. It is an annotation because help lists kinds without creating them.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Component
public @interface KindDefinition {

    /** As in {@code {"kind": "slack"}}. */
    String name();

    /** One line for {@code --task=help}. */
    String summary();

    Field[] fields() default {};

    /**
     * Whether its channels stand for others. Such channels send nothing, so they have only the fields of their own
     * kind.
     */
    boolean isGroup() default false;

    /**
     * Whether the kind sends a text that Rollcall writes. If so, it also has the fields {@code language} and {@code
     * time_zone}.
     */
    boolean hasText() default true;

    /** Whether several alerts can be one message of this kind. If so, it also has the field {@code digest}. */
    boolean hasDigest() default true;
}
