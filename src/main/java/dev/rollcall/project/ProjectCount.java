package dev.rollcall.project;

/**
 * A count for each project. A bean of this type adds a column to {@code --task=list-projects}.
 *
 * @param table the table whose rows are counted, which is also the name of the column: {@code checks}. The table must
 *     have a column {@code project_id}.
 */
public record ProjectCount(String table) {}
