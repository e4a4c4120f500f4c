package dev.lorsbench.cli.checkpoint;

import dev.lorsbench.models.export.ScriptProgram;
import dev.lorsbench.models.onnx.OnnxFile;
import dev.lorsbench.models.tensors.Safetensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What can be written of a model. */
enum ExportFormat {
  /** A program for torch.jit.load. */
  TORCHSCRIPT,
  /** A graph for onnxruntime. */
  ONNX,
  /** Named tensors. */
  SAFETENSORS;

  /** What a user of the graph may want of the file that it came from. */
  private static final List<String> TOLD =
      List.of("task", "model", "classes", "size", "resize", "categories");

  /** Writes {@code model}; an old file stays where that fails. */
  void write(Path out, ExportedModel model) throws IOException {
    switch (this) {
      case TORCHSCRIPT -> ScriptProgram.write(out, model.pass());
      case ONNX -> OnnxFile.write(out, model.pass(), told(model.metadata()));
      case SAFETENSORS ->
          Safetensors.write(out, model.tensors().values(), withFormat(model.metadata()));
    }
  }

  private static Map<String, String> told(Map<String, String> metadata) {
    Map<String, String> told = new LinkedHashMap<>(metadata);
    told.keySet().retainAll(TOLD);
    return told;
  }

  private static Map<String, String> withFormat(Map<String, String> metadata) {
    Map<String, String> texts = new LinkedHashMap<>(metadata);
    texts.putIfAbsent("format", "pt");
    return texts;
  }
}
