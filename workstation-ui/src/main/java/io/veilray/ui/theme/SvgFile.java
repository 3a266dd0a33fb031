package io.veilray.ui.theme;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads the little of SVG that our icons use: a square of 24 by 24 and paths that are either drawn or filled. */
final class SvgFile {
    private SvgFile() {}

    static List<IconStroke> strokes(InputStream svg) throws IOException {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        try {
            return strokes(factory.createXMLStreamReader(svg));
        } catch (XMLStreamException e) {
            throw new IOException("no readable SVG: " + e.getMessage(), e);
        }
    }

    private static List<IconStroke> strokes(XMLStreamReader xml) throws XMLStreamException, IOException {
        List<IconStroke> strokes = new ArrayList<>();
        while (xml.hasNext()) {
            if (xml.next() == XMLStreamReader.START_ELEMENT) {
                read(xml, strokes);
            }
        }
        return List.copyOf(strokes);
    }

    private static void read(XMLStreamReader xml, List<IconStroke> strokes) throws IOException {
        String element = xml.getLocalName();
        if (element.equals("path")) {
            boolean filled = "currentColor".equals(xml.getAttributeValue(null, "fill"));
            strokes.add(new IconStroke(xml.getAttributeValue(null, "d"), filled));
        } else if (!element.equals("svg") || !"0 0 24 24".equals(xml.getAttributeValue(null, "viewBox"))) {
            throw new IOException("an icon has one svg of viewBox 0 0 24 24 and paths, not " + element);
        }
    }
}
