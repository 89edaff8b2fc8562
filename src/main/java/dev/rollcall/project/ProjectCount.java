package dev.rollcall.project;

import java.util.Map;

/** Counts what a module keeps for each project. A bean of this type is a column of {@code --task=list-projects}. */
public interface ProjectCount {

    /** The column's name, {@code checks}. */
    String column();

    /** How many each project has; one without any may be missing. */
    Map<ProjectId, Long> byProject();
}
