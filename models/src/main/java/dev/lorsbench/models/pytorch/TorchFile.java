package dev.lorsbench.models.pytorch;

import dev.lorsbench.files.WholeFile;
import dev.lorsbench.models.tensors.ElementType;
import dev.lorsbench.models.tensors.StoredTensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/**
 * Writes a {@code .pth} file in PyTorch's zip format: an OrderedDict of name and tensor, each with
 * a storage of its own, which {@code torch.load(weights_only=True)} opens and {@code
 * load_state_dict} takes.
 */
public final class TorchFile {
  private static final String ROOT = "archive/";
  private static final String EMPTY_DICT = "collections.OrderedDict";

  private TorchFile() {}

  /**
   * Replaces a file by these tensors, in their order. The bytes depend on the tensors alone.
   *
   * @throws IOException naming the file, where it cannot be written; the old file stays
   */
  public static void write(Path file, Collection<StoredTensor> tensors) throws IOException {
    List<StoredTensor> all = List.copyOf(tensors);
    byte[] pickle = pickle(all);
    WholeFile.writeChannel(
        file,
        out -> {
          try (StoredZip zip = new StoredZip(out)) {
            zip.add(ROOT + "data.pkl", pickle);
            zip.add(ROOT + "byteorder", "little".getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < all.size(); i++) {
              zip.add(ROOT + "data/" + i, all.get(i).data());
            }
            zip.add(ROOT + "version", "3\n".getBytes(StandardCharsets.US_ASCII));
          }
        });
  }

  private static byte[] pickle(List<StoredTensor> tensors) {
    PickleOutput out = new PickleOutput().global(EMPTY_DICT).opcodes(")R(");
    for (int i = 0; i < tensors.size(); i++) {
      tensor(out.text(tensors.get(i).name()), tensors.get(i), i);
    }
    return out.opcodes("u").end();
  }

  /** The call that makes a tensor; element types that came late have no storage class. */
  static void tensor(PickleOutput out, StoredTensor tensor, int key) {
    boolean late =
        List.of(ElementType.U16, ElementType.U32, ElementType.U64).contains(tensor.type());
    long bytes = tensor.size() * tensor.type().bytes();
    out.global("torch._utils._rebuild_tensor_v" + (late ? 3 : 2)).opcodes("((").text("storage");
    out.global(late ? "torch.storage.UntypedStorage" : Storage.className(tensor.type()));
    out.text(String.valueOf(key)).text("cpu").whole(late ? bytes : tensor.size()).opcodes("tQ");
    out.whole(0).tuple(tensor.shape()).tuple(strides(tensor.shape()));
    out.opcodes("\u0089").global(EMPTY_DICT).opcodes(")R");
    if (late) {
      out.global("torch.uint" + 8 * tensor.type().bytes());
    }
    out.opcodes("tR");
  }

  private static long[] strides(long[] shape) {
    long[] strides = new long[shape.length];
    long stride = 1;
    for (int i = shape.length - 1; i >= 0; i--) {
      strides[i] = stride;
      stride *= Math.max(1, shape[i]);
    }
    return strides;
  }
}
