package dev.lorsbench.models.torch;

import ai.djl.ndarray.NDList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** The operations that a scope called, in order, with their very arguments and results. */
public final class Recording {
  private final List<Call> calls = new ArrayList<>();

  /**
   * One call.
   *
   * @param arguments as {@link Scope#tensor} takes them
   * @param results the tensors that came of it
   */
  public record Call(String operation, List<Object> arguments, NDList results) {}

  /** All calls so far. */
  public List<Call> calls() {
    return Collections.unmodifiableList(calls);
  }

  void add(String operation, Object[] arguments, NDList results) {
    calls.add(new Call(operation, Arrays.asList(arguments), results));
  }
}
