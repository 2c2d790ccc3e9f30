package dev.manticore.migrations.settings.lint;

import dev.manticore.migrations.Printable;
import dev.manticore.migrations.SourceLocation;
import dev.manticore.migrations.inspection.lint.Finding;
import dev.manticore.migrations.inspection.lint.StatementRecord;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * A report as of JUnit's tests: a suite for each file, with a case for each finding, or one that has passed. What does not make
 * the run fail has passed, and says what it is as its output.
 */
final class JUnitFormat {
    private final LintResult result;
    private final FilePaths paths;

    JUnitFormat(LintResult result) {
        this.result = result;
        this.paths = new FilePaths(result.directory());
    }

    String text() {
        StringWriter text = new StringWriter();
        try {
            write(XMLOutputFactory.newFactory().createXMLStreamWriter(text));
        } catch (XMLStreamException impossible) {
            throw new IllegalStateException(impossible);
        }
        return text.toString();
    }

    private void write(XMLStreamWriter xml) throws XMLStreamException {
        Map<String, List<Finding>> files = byFile();
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeCharacters("\n");
        xml.writeStartElement("testsuites");
        xml.writeAttribute("name", "manticore lint");
        counts(
                xml,
                files.values().stream().mapToInt(JUnitFormat::cases).sum(),
                files.values().stream().flatMap(List::stream));
        for (Map.Entry<String, List<Finding>> file : files.entrySet()) {
            suite(xml, file.getKey(), file.getValue());
        }
        xml.writeCharacters("\n");
        xml.writeEndElement();
        xml.writeEndDocument();
    }

    /** The findings of each file that was examined, in its order. */
    private Map<String, List<Finding>> byFile() {
        Map<String, List<Finding>> files = new LinkedHashMap<>();
        Stream.concat(
                        result.report().statements().stream().map(StatementRecord::location),
                        result.report().findings().stream().map(Finding::location))
                .map(this::file)
                .forEach(file -> files.computeIfAbsent(file, first -> new ArrayList<>()));
        result.report()
                .findings()
                .forEach(finding -> files.computeIfAbsent(file(finding.location()), first -> new ArrayList<>())
                        .add(finding));
        return files;
    }

    private String file(SourceLocation location) {
        return Printable.line(paths.of(location));
    }

    private static int cases(List<Finding> ofFile) {
        return Math.max(1, ofFile.size());
    }

    private void counts(XMLStreamWriter xml, int cases, Stream<Finding> findings) throws XMLStreamException {
        xml.writeAttribute("tests", Integer.toString(cases));
        xml.writeAttribute(
                "failures", Long.toString(findings.filter(result::fails).count()));
        xml.writeAttribute("errors", "0");
    }

    private void suite(XMLStreamWriter xml, String file, List<Finding> findings) throws XMLStreamException {
        xml.writeCharacters("\n  ");
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", file);
        counts(xml, cases(findings), findings.stream());
        if (findings.isEmpty()) {
            begin(xml, file, "lint");
            xml.writeEndElement();
        }
        for (Finding finding : findings) {
            testCase(xml, file, finding);
        }
        xml.writeCharacters("\n  ");
        xml.writeEndElement();
    }

    private void testCase(XMLStreamWriter xml, String file, Finding finding) throws XMLStreamException {
        int line = finding.location().line();
        begin(xml, file, finding.rule() + (line == 0 ? "" : " in line " + line));
        xml.writeAttribute("file", file);
        if (line > 0) {
            xml.writeAttribute("line", Integer.toString(line));
        }
        if (result.fails(finding)) {
            xml.writeStartElement("failure");
            xml.writeAttribute("type", finding.rule());
            xml.writeAttribute("message", Printable.line(finding.message()));
        } else {
            xml.writeStartElement("system-out");
        }
        xml.writeCharacters(finding.location() + ": " + finding.level() + ": " + FindingText.withAdvice(finding) + "\n"
                + String.join("\n", finding.location().excerpt()));
        xml.writeEndElement();
        xml.writeEndElement();
    }

    private static void begin(XMLStreamWriter xml, String file, String name) throws XMLStreamException {
        xml.writeCharacters("\n    ");
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", file);
        xml.writeAttribute("name", name);
    }
}
