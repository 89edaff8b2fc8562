package dev.rollcall.admin;

import java.util.Map;

/**
 * A one-off process: the same jar and environment as web and worker, run once. Safe to repeat, and bounded. A bean of
 * this type that carries {@link Task} can be started by its name; nothing else needs to know it.
 */
public interface AdminTask {

    /**
     * Does the work.
     *
     * @param options the options that {@link Task} declares, by name
     * @return what to print, in this order; empty for nothing
     * @throws WrongUsageException when an option cannot be used: exit status 2
     * @throws RuntimeException when it failed: the message is printed, exit status 1
     */
    Map<String, ?> run(TaskOptions options);
}
