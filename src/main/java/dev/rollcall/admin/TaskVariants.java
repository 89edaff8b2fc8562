package dev.rollcall.admin;

import java.util.List;

/**
 * The variants of a task, such as one for each kind of thing that it creates. Created before there is a Spring
 * context, because the command line is checked first.
 */
public interface TaskVariants {

    List<TaskVariant> all();

    /** For a task without variants. */
    final class None implements TaskVariants {

        @Override
        public List<TaskVariant> all() {
            return List.of();
        }
    }
}
