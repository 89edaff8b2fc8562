package dev.rollcall.page;

import dev.rollcall.project.ProjectId;
import java.util.UUID;

/** The paths of the pages of a project. Each ends with a slash. */
public final class PageAddress {

    private PageAddress() {}

    /** The list of checks. */
    public static String checks(UUID project) {
        return of(project) + "checks/";
    }

    /** As {@link #checks(UUID)}. */
    public static String checks(ProjectId project) {
        return checks(project.value());
    }

    /** The page of the check with this unique key. */
    public static String check(UUID project, String uniqueKey) {
        return checks(project) + uniqueKey + "/";
    }

    /** As {@link #check(UUID, String)}. */
    public static String check(ProjectId project, String uniqueKey) {
        return check(project.value(), uniqueKey);
    }

    /** The list of channels. */
    public static String channels(UUID project) {
        return of(project) + "channels/";
    }

    /** The page of a channel. */
    public static String channel(UUID project, UUID channel) {
        return channels(project) + channel + "/";
    }

    /** The settings of the project. */
    public static String settings(UUID project) {
        return of(project) + "settings/";
    }

    private static String of(UUID project) {
        return "/projects/" + project + "/";
    }
}
