package dev.rollcall.admin;

/**
 * A one-off process: the same jar and environment as web and worker, run once. Safe to repeat, and bounded. A bean of
 * this type that carries {@link TaskDefinition} can be started by its name; nothing else needs to know it.
 */
public interface AdminTask {

    /**
     * Does the work.
     *
     * @param options the options that {@link TaskDefinition} declares, by name
     * @return what to print
     * @throws WrongUsageException when an option cannot be used: exit status 2
     * @throws RuntimeException when it failed: the message is printed, exit status 1
     */
    TaskResult run(TaskOptions options);
}
