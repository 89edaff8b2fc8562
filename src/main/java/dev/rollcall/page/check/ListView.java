package dev.rollcall.page.check;

import dev.rollcall.account.ProjectRole;
import dev.rollcall.page.PageAddress;
import dev.rollcall.platform.page.PageFrame;
import java.util.Locale;

/**
 * A list as one reader sees it.
 *
 * @param mayChange whether the reader may choose checks to pause or delete them
 * @param frame has the reader's language and time zone
 */
record ListView(LiveLists.Snapshot snapshot, Listing listing, ListVersion version, boolean mayChange, PageFrame frame) {

    static ListView of(LiveLists.Snapshot snapshot, ListQuery query, ProjectRole role, PageFrame frame) {
        Listing listing = snapshot.listing(query);
        return new ListView(snapshot, listing, snapshot.version(listing), role.includes(ProjectRole.MEMBER), frame);
    }

    Locale language() {
        return Locale.forLanguageTag(frame.times().language());
    }

    /** The address of the page, without its query. */
    String address() {
        return PageAddress.checks(snapshot.project());
    }

    /** Where an open page asks whether this list is still right. */
    String liveAddress() {
        String shown = listing.query().address();
        return address() + "live" + (shown.isEmpty() ? "?" : shown + "&") + "version=" + version;
    }
}
