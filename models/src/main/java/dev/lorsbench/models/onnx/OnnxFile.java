package dev.lorsbench.models.onnx;

import ai.djl.ndarray.NDArray;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.google.protobuf.UnsafeByteOperations;
import dev.lorsbench.files.WholeFile;
import dev.lorsbench.models.export.ForwardPass;
import dev.lorsbench.models.tensors.NativeTensors;
import dev.lorsbench.models.weights.Weight;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A model as an ONNX file.
 *
 * <p>A detector takes {@code image}, normalised pixels [B, 3, H, W], and {@code img_shape}, int64
 * height and width of each image without padding, [B, 2]; it gives {@code boxes} xyxy in pixels [B,
 * n, 4], {@code scores} [B, n] and {@code labels} int64 [B, n], best first.
 *
 * <p>A classifier takes {@code image} [B, 3, size, size] and gives {@code logits} [B, classes].
 */
public final class OnnxFile {
  /** The version of the operators' meaning. */
  private static final int OPERATORS = 17;

  /** The file format's version that came with them. */
  private static final int FORMAT = 8;

  /** More than this no reader of protocol buffers takes. */
  private static final long MOST_BYTES = Integer.MAX_VALUE;

  private OnnxFile() {}

  /**
   * Writes the file.
   *
   * @param metadata texts that go into it
   * @throws IOException where it would be larger than the format allows, or cannot be written
   * @throws IllegalStateException where an operation has no form in ONNX
   */
  public static void write(Path file, ForwardPass pass, Map<String, String> metadata)
      throws IOException {
    GraphProto.Builder graph = graph(pass);
    Set<String> read = new HashSet<>();
    for (NodeProto node : graph.getNodeList()) {
      read.addAll(node.getInputList());
    }
    List<Weight> weights =
        pass.weights().all().stream().filter(weight -> read.contains(weight.name())).toList();
    requireRoom(file, weights, MOST_BYTES);
    weights.forEach(weight -> graph.addInitializer(tensor(weight)));
    ModelProto model = model(graph, metadata);
    WholeFile.writeChannel(
        file,
        channel -> {
          OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel));
          model.writeTo(out);
          out.flush();
        });
  }

  private static GraphProto.Builder graph(ForwardPass pass) {
    Map<NDArray, String> names = new IdentityHashMap<>();
    pass.weights().all().forEach(weight -> names.put(weight.tensor(), weight.name()));
    Ports ports = Ports.of(pass.task());
    GraphProto nodes =
        pass.recorded(
            (recording, image) ->
                GraphWriter.graph(recording, image, names, ports.results()).build());
    return ports.addTo(nodes.toBuilder());
  }

  /** Refuses weights that leave no room in a file for the graph, of a few MB, beside them. */
  static void requireRoom(Path file, List<Weight> weights, long most) throws IOException {
    long bytes = weights.stream().mapToLong(weight -> Float.BYTES * weight.size()).sum();
    long graph = 1L << 24;
    if (bytes > most - graph) {
      throw new IOException(
          "%s: the weights have %,d bytes; an ONNX file holds %,d at most; export as torchscript"
              .formatted(file, bytes, most));
    }
  }

  private static TensorProto tensor(Weight weight) {
    TensorProto.Builder tensor = TensorProto.newBuilder().setName(weight.name());
    for (long size : weight.shape()) {
      tensor.addDims(size);
    }
    return tensor
        .setDataType(DataType.FLOAT.getNumber())
        .setRawData(
            UnsafeByteOperations.unsafeWrap(
                NativeTensors.stored(weight.name(), weight.tensor()).data()))
        .build();
  }

  private static ModelProto model(GraphProto.Builder graph, Map<String, String> metadata) {
    ModelProto.Builder model =
        ModelProto.newBuilder()
            .setIrVersion(FORMAT)
            .setProducerName("lorsbench")
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPERATORS))
            .setGraph(graph);
    new TreeMap<>(metadata)
        .forEach(
            (key, value) ->
                model.addMetadataProps(
                    StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
    return model.build();
  }
}
