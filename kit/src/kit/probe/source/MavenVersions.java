package kit.probe.source;

import java.io.IOException;
import java.io.StringReader;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * The versions in a {@code pom.xml} of what Maven downloads. A version in the configuration of a plugin is another
 * thing.
 */
final class MavenVersions {

    private static final String DOWNLOADED =
            "//dependency[version] | //project/parent[version] | //plugin[version] | //extension[version]";

    private static final Pattern LOOSE = Pattern.compile("[\\[(].*,.*|LATEST|RELEASE|.*-SNAPSHOT");

    private MavenVersions() {}

    /**
     * The first artifact whose version is a range, a snapshot or a moving name. Empty if there is none.
     *
     * @throws IOException if the text is not XML
     */
    static Optional<String> loose(String pom) throws IOException {
        try {
            var factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            var document = factory.newDocumentBuilder().parse(new InputSource(new StringReader(pom)));
            var artifacts = (NodeList)
                    XPathFactory.newInstance().newXPath().evaluate(DOWNLOADED, document, XPathConstants.NODESET);
            for (int n = 0; n < artifacts.getLength(); n++) {
                var artifact = (Element) artifacts.item(n);
                String version = child(artifact, "version");
                if (LOOSE.matcher(version).matches()) {
                    return Optional.of(artifact.getTagName() + " " + child(artifact, "artifactId") + " " + version);
                }
            }
            return Optional.empty();
        } catch (SAXException e) {
            throw new IOException("pom.xml is not XML that can be read: " + e.getMessage(), e);
        } catch (ParserConfigurationException | XPathExpressionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String child(Element parent, String name) {
        for (var node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node.getNodeName().equals(name)) {
                return node.getTextContent().strip();
            }
        }
        return "";
    }
}
