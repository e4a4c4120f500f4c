package dev.lorsbench.models.pytorch;

import dev.lorsbench.models.tensors.Safetensors;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Files that torch 2.7.1 wrote (peers/torch_cases.py), and files put together by hand. */
final class Fixtures {
  static final List<String> NAMES =
      List.of(
          "types_zip",
          "types_legacy",
          "strided_zip",
          "strided_legacy",
          "trained_zip",
          "trained_legacy",
          "lazy_zip",
          "lazy_legacy",
          "float8_zip",
          "float8_legacy",
          "parameters_zip",
          "parameters_legacy",
          "protocol4_zip",
          "protocol5_zip");

  private Fixtures() {}

  static byte[] bytes(String name) throws IOException {
    try (InputStream in = Fixtures.class.getResourceAsStream("/torch/" + name)) {
      return in.readAllBytes();
    }
  }

  static Safetensors expected(String name, Path folder) throws IOException {
    Path copy = Files.write(folder.resolve("expected"), bytes(name + ".expected.safetensors"));
    return Safetensors.read(copy);
  }

  /** The entries of a zip. */
  static Map<String, byte[]> entries(byte[] zip) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    Path copy = Files.write(Files.createTempFile("fixture", ".zip"), zip);
    try (ZipFile file = new ZipFile(copy.toFile())) {
      for (ZipEntry entry : Collections.list(file.entries())) {
        entries.put(entry.getName(), file.getInputStream(entry).readAllBytes());
      }
    } finally {
      Files.delete(copy);
    }
    return entries;
  }

  /** A zip with right sums. */
  static byte[] zip(Map<String, byte[]> entries) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (StoredZip zip = new StoredZip(Channels.newChannel(out))) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.add(entry.getKey(), entry.getValue());
      }
    }
    return out.toByteArray();
  }

  /** A checkpoint of this pickle and one storage "0" of 16 bytes. */
  static byte[] zip(String pickle) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("x/data.pkl", latin(pickle));
    entries.put("x/data/0", new byte[16]);
    entries.put("x/version", latin("3\n"));
    return zip(entries);
  }

  /** The same pickle in the format before zip files, without storages. */
  static byte[] legacy(String pickle) {
    String magic = "\u0080\u0002\u008a\nl\u00fc\u009cF\u00f9 j\u00a8P\u0019.";
    String system = "\u0080\u0002}X\r\0\0\0little_endian\u0088s.";
    return latin(magic + "\u0080\u0002M\u00e9\u0003." + system + pickle + "\u0080\u0002].");
  }

  static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
