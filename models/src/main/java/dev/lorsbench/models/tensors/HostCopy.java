package dev.lorsbench.models.tensors;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.lorsbench.models.torch.Scope;
import dev.lorsbench.models.torch.Torch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Tensors as they were at one moment, in native host memory that is used again: the tensors go on
 * changing while a copy is written. The first copy takes the memory, later ones only fill it.
 */
public final class HostCopy implements AutoCloseable {
  private final List<String> names;
  private final List<NDArray> live;
  private final NDManager manager = Torch.newManager(Device.cpu());
  private List<NDArray> copies = List.of();

  /** Copies of these, by name; the tensors stay the caller's. Nothing is copied yet. */
  public HostCopy(Map<String, NDArray> tensors) {
    names = List.copyOf(tensors.keySet());
    live = List.copyOf(tensors.values());
  }

  /** Copies all tensors as they are now; what {@link #tensors()} gave before changes with it. */
  public void take() {
    try (Scope scope = Scope.inference(live.get(0).getDevice())) {
      if (copies.isEmpty()) {
        copies = List.copyOf(scope.tensors("host_like", live));
        copies.forEach(c -> c.attach(manager));
      }
      scope.update("assign_all", copies, live);
    }
  }

  /** Puts back what was copied. */
  public void restore() {
    try (Scope scope = Scope.inference(live.get(0).getDevice())) {
      scope.update("assign_all", live, copies);
    }
  }

  /** What was copied, readable by any thread until the next {@link #take()}. */
  public List<TensorSource> tensors() {
    List<TensorSource> all = new ArrayList<>();
    for (int i = 0; i < copies.size(); i++) {
      all.add(NativeTensors.view(names.get(i), copies.get(i)));
    }
    return all;
  }

  @Override
  public void close() {
    manager.close();
  }
}
