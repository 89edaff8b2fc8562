package dev.rollcall.project;

/**
 * Something of which each project has a number. A bean of this type is a column of {@code --task=list-projects}.
 *
 * @param table what is counted, and the name of the column: {@code checks}; has a column {@code project_id}
 */
public record ProjectCount(String table) {}
