package dev.rollcall.page.status;

import dev.rollcall.page.status.StatusReport.Incident;
import dev.rollcall.page.status.StatusReport.Maintenance;
import dev.rollcall.platform.api.ApiTimestamp;
import dev.rollcall.platform.xml.XmlText;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * A status page as an RSS feed: an item for each incident and for each planned maintenance, in English.
 *
 * @see <a href="https://www.rssboard.org/rss-specification">RSS 2.0</a>
 */
final class StatusFeed {

    private final String address;
    private final XMLStreamWriter xml;

    private StatusFeed(String address, XMLStreamWriter xml) {
        this.address = address;
        this.xml = xml;
    }

    /** The feed in UTF-8. */
    static byte[] write(StatusReport report) {
        var bytes = new ByteArrayOutputStream();
        try {
            XMLStreamWriter xml =
                    XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(bytes, StandardCharsets.UTF_8.name());
            new StatusFeed(report.address(), xml).writeAll(report);
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("memory takes every document", e);
        }
        return bytes.toByteArray();
    }

    private void writeAll(StatusReport report) throws XMLStreamException {
        xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
        xml.writeStartElement("rss");
        xml.writeAttribute("version", "2.0");
        xml.writeStartElement("channel");
        text("title", report.title());
        text("link", address);
        text("description", report.title() + ": incidents and planned maintenance");
        for (Incident incident : report.incidents()) {
            write(incident);
        }
        for (Maintenance maintenance : report.maintenance()) {
            write(maintenance);
        }
        xml.writeEndElement();
        xml.writeEndElement();
        xml.writeEndDocument();
    }

    private void write(Incident incident) throws XMLStreamException {
        String name = incident.component().isEmpty() ? "Others" : incident.component();
        String since = ApiTimestamp.of(incident.began());
        Instant ended = incident.ended();
        item(
                ended == null ? name + " is down" : name + " was down",
                ended == null ? "Down since " + since : "Down from " + since + " to " + ApiTimestamp.of(ended),
                "incident/" + incident.component() + "/" + incident.began() + (ended == null ? "" : "/over"),
                ended == null ? incident.began() : ended);
    }

    private void write(Maintenance maintenance) throws XMLStreamException {
        item(
                "Planned maintenance: " + maintenance.name(),
                "From " + ApiTimestamp.of(maintenance.begins()) + " to " + ApiTimestamp.of(maintenance.ends()),
                "maintenance/" + maintenance.name() + "/" + maintenance.begins(),
                maintenance.begins());
    }

    private void item(String title, String description, String id, Instant date) throws XMLStreamException {
        xml.writeStartElement("item");
        text("title", title);
        text("link", address);
        text("description", description);
        xml.writeStartElement("guid");
        xml.writeAttribute("isPermaLink", "false");
        xml.writeCharacters(XmlText.legal(address + "#" + id));
        xml.writeEndElement();
        text("pubDate", DateTimeFormatter.RFC_1123_DATE_TIME.format(date.atOffset(ZoneOffset.UTC)));
        xml.writeEndElement();
    }

    private void text(String element, String text) throws XMLStreamException {
        xml.writeStartElement(element);
        xml.writeCharacters(XmlText.legal(text));
        xml.writeEndElement();
    }
}
