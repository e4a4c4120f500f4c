package dev.lorsbench.models.torch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Builds, in memory, the TorchScript archive of a module without state whose methods are the
 * functions of readable source files.
 */
final class ScriptArchive {
  private static final String MODULE = "Operators";

  /** A pickle of an empty object of the module's class. */
  private static final String OBJECT = "\u0080\u0002c__torch__\n" + MODULE + "\n)\u0081}b.";

  /** A pickle of an empty tuple. */
  private static final String CONSTANTS = "\u0080\u0002).";

  /** The archive format's version, which also fixes the meaning of every operator called. */
  private static final String VERSION = "10\n";

  private ScriptArchive() {}

  /** The archive's bytes; {@code sources} are resources beside this class. */
  static byte[] of(List<String> sources) {
    StringBuilder code = new StringBuilder("class " + MODULE + "(Module):\n");
    code.append("  __parameters__ = []\n  __buffers__ = []\n");
    code.append(methods(sources));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      add(zip, "data.pkl", OBJECT.getBytes(StandardCharsets.ISO_8859_1));
      add(zip, "code/__torch__.py", code.toString().getBytes(StandardCharsets.UTF_8));
      add(zip, "constants.pkl", CONSTANTS.getBytes(StandardCharsets.ISO_8859_1));
      add(zip, "version", VERSION.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** The functions of resources beside this class, indented as methods. */
  static String methods(List<String> sources) {
    StringBuilder code = new StringBuilder();
    for (String source : sources) {
      read(source).lines().forEach(line -> code.append("  ").append(line).append('\n'));
    }
    return code.toString();
  }

  private static String read(String source) {
    try (InputStream in = ScriptArchive.class.getResourceAsStream(source)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The reader maps entries directly, so they may not be compressed. */
  private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
    ZipEntry entry = new ZipEntry("operators/" + name);
    CRC32 crc = new CRC32();
    crc.update(content);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(crc.getValue());
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }
}
