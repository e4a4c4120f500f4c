package dev.lorsbench.models.torch;

import java.util.List;

/** The operations' TorchScript, for programs that are written out. */
public final class OperatorSource {
  private OperatorSource() {}

  /** All that a detector's forward pass may call, as the indented methods of a class. */
  public static String methods() {
    List<String> sources = Operators.sources("float32.py.txt");
    sources.remove("optimiser.py.txt");
    return ScriptArchive.methods(sources);
  }
}
