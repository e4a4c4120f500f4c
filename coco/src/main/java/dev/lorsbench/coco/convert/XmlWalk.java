package dev.lorsbench.coco.convert;

import dev.lorsbench.coco.CocoException;
import java.io.StringReader;
import java.nio.file.Path;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Walks down the elements of an XML file. Document types and entities are off, so that a file can
 * neither reach other files nor grow; nesting is bounded.
 */
final class XmlWalk {
  private static final int MOST_DEPTH = 32;
  private static final XMLInputFactory FACTORY = factory();

  private final Path file;
  private final XMLStreamReader xml;

  /**
   * Begins at the front of a document.
   *
   * @throws XMLStreamException if it does not begin as XML
   * @throws CocoException in one line, if its bytes are not text of the encoding that it names
   */
  XmlWalk(Path file, byte[] bytes) throws XMLStreamException {
    this.file = file;
    // Decoded here: the JDK's reader prints a line of its own to stderr for bytes that it cannot
    // read.
    this.xml = FACTORY.createXMLStreamReader(new StringReader(XmlEncoding.decoded(file, bytes)));
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    return factory;
  }

  /** Moves on to the outermost element, which must have that name. */
  void root(String name) throws XMLStreamException {
    while (xml.hasNext() && xml.next() != XMLStreamConstants.START_ELEMENT) {
      if (xml.getEventType() == XMLStreamConstants.DTD) {
        throw wrong("a document type is not allowed");
      }
    }
    if (!xml.isStartElement() || !xml.getLocalName().equals(name)) {
      throw wrong("the outermost element must be <" + name + ">");
    }
  }

  /** Moves on to the next element inside the current one; false at its end. */
  boolean child() throws XMLStreamException {
    while (xml.hasNext()) {
      int event = xml.next();
      if (event == XMLStreamConstants.START_ELEMENT) {
        return true;
      }
      if (event == XMLStreamConstants.END_ELEMENT) {
        return false;
      }
    }
    return false;
  }

  /** The name of the current element. */
  String name() {
    return xml.getLocalName();
  }

  int line() {
    return xml.getLocation().getLineNumber();
  }

  /** The text of the current element; elements inside it are left out. */
  String text(int depth) throws XMLStreamException {
    String name = name();
    StringBuilder text = new StringBuilder();
    for (int event = xml.next(); event != XMLStreamConstants.END_ELEMENT; event = xml.next()) {
      if (event == XMLStreamConstants.START_ELEMENT) {
        skip(depth + 1);
      } else if (event == XMLStreamConstants.ENTITY_REFERENCE) {
        throw wrong("<" + name + "> refers to an entity, which is not allowed");
      } else if (xml.isCharacters() || event == XMLStreamConstants.CDATA) {
        text.append(xml.getText());
      }
    }
    return text.toString();
  }

  /** Moves on to the end of the current element. */
  void skip(int depth) throws XMLStreamException {
    requireShallow(depth);
    while (child()) {
      skip(depth + 1);
    }
  }

  void requireShallow(int depth) {
    if (depth > MOST_DEPTH) {
      throw wrong("elements are nested deeper than " + MOST_DEPTH);
    }
  }

  private CocoException wrong(String what) {
    return new CocoException(file + ": line " + line() + ": " + what);
  }
}
