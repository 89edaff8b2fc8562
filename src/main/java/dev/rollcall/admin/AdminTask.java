package dev.rollcall.admin;

/**
 * A one-off process: the same jar and environment as web and worker, run once. It is bounded and safe to repeat. A bean
 * of this type with a {@link TaskDefinition} can be started by its name; no other file needs to mention it.
 */
public interface AdminTask {

    /**
     * Does the work.
     *
     * @param options the options that {@link TaskDefinition} declares, by name
     * @return what to print
     * @throws WrongUsageException if an option cannot be used: exit status 2
     * @throws RuntimeException if it failed: the message is printed, exit status 1
     */
    TaskResult run(TaskOptions options);
}
