package dev.rollcall.channel.field;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** One field of a kind of channel. */
@Target({})
@Retention(RetentionPolicy.RUNTIME)
public @interface Field {

    /** As in requests, {@code api_key}; as an option, {@code --api-key}. */
    String name();

    /** What to enter, for {@code --task=help}. */
    String meaning();

    FieldType type() default FieldType.TEXT;

    boolean required() default false;

    /** Whether the value gives access to something: a token, or an address that contains one. */
    boolean secret() default false;

    /** In characters. */
    int maxLength() default 200;

    /** The form of a text, as a regular expression for the whole text. */
    String pattern() default "";

    /** The only values that are valid. Empty if any value is. */
    String[] oneOf() default {};

    /** The range of a number. */
    int min() default 0;

    int max() default Integer.MAX_VALUE;

    /** The default value. Empty if there is none. */
    String fallback() default "";
}
