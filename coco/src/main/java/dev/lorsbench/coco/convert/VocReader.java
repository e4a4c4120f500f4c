package dev.lorsbench.coco.convert;

import dev.lorsbench.coco.CocoException;
import dev.lorsbench.coco.convert.VocFile.VocObject;
import dev.lorsbench.files.RegularFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLStreamException;

/** Reads one Pascal VOC annotation file; parts of objects, such as heads, are passed over. */
final class VocReader {
  private static final List<String> CORNERS = List.of("xmin", "ymin", "xmax", "ymax");
  private static final Set<String> PASSED_OVER = Set.of("part", "actions", "polygon");

  private final Path file;
  private final List<VocObject> objects = new ArrayList<>();
  private final Map<String, String> size = new HashMap<>();

  /** Of what is being read, for errors. */
  private int line;

  VocReader(Path file) {
    this.file = file;
  }

  VocFile read() {
    try {
      annotation(new XmlWalk(file, RegularFile.read(file, ImageFiles.MOST_BYTES)));
    } catch (IOException e) {
      throw new CocoException(e.getMessage(), e);
    } catch (XMLStreamException e) {
      line = e.getLocation() == null ? line : e.getLocation().getLineNumber();
      throw wrong("not valid XML: " + brief(e));
    }
    return new VocFile(file, pixels("width"), pixels("height"), objects);
  }

  /** The parser's message stands in its last line. */
  private static String brief(XMLStreamException e) {
    String[] lines = String.valueOf(e.getMessage()).strip().split("\\R");
    return lines[lines.length - 1].replaceFirst("^Message: ", "");
  }

  private void annotation(XmlWalk xml) throws XMLStreamException {
    xml.root("annotation");
    while (xml.child()) {
      switch (xml.name()) {
        case "size" -> size.putAll(texts(xml, 2));
        case "object" -> objects.add(object(xml));
        default -> xml.skip(2);
      }
    }
  }

  private VocObject object(XmlWalk xml) throws XMLStreamException {
    int start = xml.line();
    Map<String, String> fields = texts(xml, 2);
    line = start;
    String name = required(fields, "name").strip();
    if (name.isEmpty()) {
      throw wrong("<name> is empty");
    }
    double[] corners = new double[4];
    for (int i = 0; i < 4; i++) {
      String corner = CORNERS.get(i);
      corners[i] = Words.number(required(fields, "bndbox." + corner), "<" + corner + ">", where());
    }
    if (corners[2] < corners[0] || corners[3] < corners[1]) {
      throw wrong("<bndbox> ends before it begins: xmin, ymin must not exceed xmax, ymax");
    }
    boolean difficult = fields.getOrDefault("difficult", "0").strip().equals("1");
    return new VocObject(name, corners[0], corners[1], corners[2], corners[3], difficult);
  }

  /** The texts of an element's children and, with a dot, of its {@code bndbox}. */
  private Map<String, String> texts(XmlWalk xml, int depth) throws XMLStreamException {
    xml.requireShallow(depth);
    Map<String, String> texts = new HashMap<>();
    while (xml.child()) {
      String name = xml.name();
      line = xml.line();
      if (name.equals("bndbox")) {
        texts(xml, depth + 1).forEach((key, text) -> put(texts, "bndbox." + key, text));
      } else if (PASSED_OVER.contains(name)) {
        xml.skip(depth + 1);
      } else {
        put(texts, name, xml.text(depth + 1));
      }
    }
    return texts;
  }

  private void put(Map<String, String> texts, String name, String text) {
    if (texts.put(name, text) != null) {
      throw wrong("<" + last(name) + "> occurs twice");
    }
  }

  private String required(Map<String, String> fields, String name) {
    String text = fields.get(name);
    if (text == null) {
      throw wrong("the object's <" + last(name) + "> is missing");
    }
    return text;
  }

  private static String last(String name) {
    return name.substring(name.indexOf('.') + 1);
  }

  private int pixels(String field) {
    String text = size.get(field);
    return text == null ? 0 : (int) Words.number(text, "<" + field + ">", file + ": ");
  }

  private String where() {
    return file + ": line " + line + ": ";
  }

  private CocoException wrong(String what) {
    return new CocoException(where() + what);
  }
}
