package dev.lorsbench.models.pytorch;

import dev.lorsbench.files.WholeFile;
import dev.lorsbench.models.tensors.StoredTensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Writes a TorchScript program that {@code torch.jit.load} opens: one class, its code as text, and
 * its tensors.
 */
public final class ScriptFile {
  private static final String ROOT = "archive/";

  /** The format's version, which fixes the meaning of every operator that the code calls. */
  private static final String VERSION = "10\n";

  private ScriptFile() {}

  /**
   * Replaces a file by a program.
   *
   * @param name of the class in {@code code}
   * @param tensors by the attributes that hold them
   * @throws IOException naming the file, where it cannot be written; the old file stays
   */
  public static void write(Path file, String name, String code, Map<String, StoredTensor> tensors)
      throws IOException {
    byte[] object = object(name, tensors);
    List<StoredTensor> all = List.copyOf(tensors.values());
    WholeFile.writeChannel(
        file,
        out -> {
          try (StoredZip zip = new StoredZip(out)) {
            zip.add(ROOT + "data.pkl", object);
            zip.add(ROOT + "byteorder", text("little"));
            for (int i = 0; i < all.size(); i++) {
              zip.add(ROOT + "data/" + i, all.get(i).data());
            }
            zip.add(ROOT + "code/__torch__.py", text(code));
            zip.add(ROOT + "constants.pkl", new PickleOutput().opcodes(")").end());
            zip.add(ROOT + "version", text(VERSION));
          }
        });
  }

  private static byte[] object(String name, Map<String, StoredTensor> tensors) {
    PickleOutput out = new PickleOutput().global("__torch__." + name).opcodes(")\u0081}(");
    out.text("training").opcodes("\u0089");
    int key = 0;
    for (Map.Entry<String, StoredTensor> entry : tensors.entrySet()) {
      TorchFile.tensor(out.text(entry.getKey()), entry.getValue(), key++);
    }
    return out.opcodes("ub").end();
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
