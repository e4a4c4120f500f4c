package dev.lorsbench.workers.process;

import dev.lorsbench.experiment.ConfigException;
import dev.lorsbench.orchestrator.TaskQueues;
import java.io.File;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The device slots of one machine: each has a process, whose device is its own.
 *
 * @param gpu whether they are GPUs, one a slot; else the processors are dealt out
 * @param count 1 to 1024
 */
public record Slots(boolean gpu, int count) {
  private static final Pattern TEXT = Pattern.compile("(cpu|gpu):([1-9]\\d{0,3})");
  private static final String TASKSET = "/usr/bin/taskset";

  /**
   * Reads {@code cpu:N} or {@code gpu:N}.
   *
   * @throws ConfigException saying what is allowed
   */
  public static Slots parse(String text) {
    Matcher m = TEXT.matcher(text);
    if (!m.matches() || Integer.parseInt(m.group(2)) > 1024) {
      throw new ConfigException(
          "slots is " + text + "; allowed is cpu:N or gpu:N with N from 1 to 1024");
    }
    return new Slots(m.group(1).equals("gpu"), Integer.parseInt(m.group(2)));
  }

  /** The task queue of their resource class. */
  public String queue() {
    return gpu ? TaskQueues.TRAIN_GPU : TaskQueues.TRAIN_CPU;
  }

  /** What each process is to be told of its device, in the environment. */
  public List<Map<String, String>> environments(Map<String, String> shared) {
    List<Map<String, String>> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Map<String, String> one = new HashMap<>(shared);
      one.put("LORS_SLOT", (gpu ? "gpu:" : "cpu:") + i);
      if (gpu) {
        one.put("CUDA_VISIBLE_DEVICES", Integer.toString(i)); // its only card, which it calls cuda
        one.put("LORS_DEVICE", "cuda");
      } else {
        // A card is no CPU slot's, and asking for one costs time and memory.
        one.put("CUDA_VISIBLE_DEVICES", "");
      }
      all.add(one);
    }
    return all;
  }

  /**
   * What pins each process to processors of its own; nothing where there are fewer processors than
   * slots, or no {@code taskset}.
   *
   * @param processors those that this process may use
   */
  public List<List<String>> wrappers(List<Integer> processors) {
    boolean pins = !gpu && processors.size() >= count && new File(TASKSET).canExecute();
    List<List<String>> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(pins ? List.of(TASKSET, "-c", words(share(processors, i))) : List.of());
    }
    return all;
  }

  private List<Integer> share(List<Integer> processors, int slot) {
    int all = processors.size();
    return processors.subList(slot * all / count, (slot + 1) * all / count);
  }

  private static String words(List<Integer> processors) {
    return String.join(",", processors.stream().map(String::valueOf).toList());
  }

  /** Native threads of a slot's process where none are asked for. */
  public int threads(int processors) {
    return Math.max(1, processors / count);
  }
}
