package dev.rollcall.page.channel;

/**
 * A check of the project in the form that chooses checks for a channel.
 *
 * @param key its unique key
 * @param isChosen whether it uses the channel
 */
record ChoosableCheck(String key, String name, boolean isChosen) {}
