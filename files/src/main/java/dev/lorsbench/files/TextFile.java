package dev.lorsbench.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Plain text as people's editors write it: UTF-8, with or without a byte order mark. */
public final class TextFile {
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private TextFile() {}

  /**
   * A file's text, without a byte order mark.
   *
   * @param most bytes
   * @throws IOException in one line that names the file, if it cannot be read (see {@link
   *     RegularFile#read}) or is not UTF-8
   */
  public static String read(Path file, int most) throws IOException {
    byte[] bytes = RegularFile.read(file, most);
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new IOException(
          "%s: is not UTF-8 text; save it as UTF-8".formatted(Printable.text(file.toString())), e);
    }
  }

  /** A file's lines, as {@link #read}; ends of lines are LF, CR LF or CR. */
  public static List<String> lines(Path file, int most) throws IOException {
    return read(file, most).lines().toList();
  }
}
