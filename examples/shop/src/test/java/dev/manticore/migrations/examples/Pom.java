package dev.manticore.migrations.examples;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** The modules that the BOM manages, and their version. */
record Pom(String version, Set<String> managed) {

    static Pom ofTheBom() throws IOException {
        String root = Files.readString(Readme.ROOT.resolve("pom.xml"));
        String bom = Files.readString(Readme.ROOT.resolve("bom/pom.xml"));
        return new Pom(
                text(parse(root), "revision"),
                dependencies(bom).map(managed -> text(managed, "artifactId")).collect(Collectors.toSet()));
    }

    static Stream<Element> dependencies(String xml) {
        NodeList found = parse(xml).getElementsByTagName("dependency");
        return IntStream.range(0, found.getLength()).mapToObj(i -> (Element) found.item(i));
    }

    /** The text of the first element of that name, or an empty text. */
    static String text(Element parent, String name) {
        NodeList found = parent.getElementsByTagName(name);
        return found.getLength() == 0 ? "" : found.item(0).getTextContent();
    }

    private static Element parse(String xml) {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(xml)))
                    .getDocumentElement();
        } catch (IOException | SAXException | ParserConfigurationException malformed) {
            throw new AssertionError("not XML: " + xml, malformed);
        }
    }
}
