package dev.lorsbench.coco.convert;

import dev.lorsbench.coco.CocoException;
import dev.lorsbench.files.Printable;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The characters of an XML file: by its byte order mark, else as it declares, else UTF-8. */
final class XmlEncoding {
  private static final Pattern DECLARED =
      Pattern.compile("^<\\?xml[^>]{0,100}?encoding\\s*=\\s*[\"']([A-Za-z0-9._-]{1,40})[\"']");

  private XmlEncoding() {}

  /**
   * The text, without a byte order mark.
   *
   * @throws CocoException in one line, if the bytes are not of that encoding
   */
  static String decoded(Path file, byte[] bytes) {
    Charset charset = charset(file, bytes);
    try {
      String text = charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new CocoException(
          "%s: holds bytes that are not %s; save it as UTF-8".formatted(file, charset), e);
    }
  }

  private static Charset charset(Path file, byte[] bytes) {
    if (begins(bytes, 0xfe, 0xff) || begins(bytes, 0, '<')) {
      return StandardCharsets.UTF_16BE;
    }
    if (begins(bytes, 0xff, 0xfe) || begins(bytes, '<', 0)) {
      return StandardCharsets.UTF_16LE;
    }
    int head = Math.min(bytes.length, 200);
    Matcher declared =
        DECLARED.matcher(new String(bytes, 0, head, StandardCharsets.ISO_8859_1).strip());
    return declared.find() ? named(file, declared.group(1)) : StandardCharsets.UTF_8;
  }

  private static Charset named(Path file, String name) {
    try {
      return Charset.forName(name);
    } catch (IllegalArgumentException e) {
      throw new CocoException(
          "%s: its encoding %s is unknown; save it as UTF-8".formatted(file, Printable.quote(name)),
          e);
    }
  }

  private static boolean begins(byte[] bytes, int first, int second) {
    return bytes.length > 1 && (bytes[0] & 0xff) == first && (bytes[1] & 0xff) == second;
  }
}
