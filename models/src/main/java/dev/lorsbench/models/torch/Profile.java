package dev.lorsbench.models.torch;

import ai.djl.pytorch.jni.JniUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a piece of work made PyTorch do, by its own profiler.
 *
 * @param calls how often each operator ran, {@code aten::addmm} and the like
 * @param hostReads how often a step copied a tensor to the host, {@link Scope#read}
 */
public record Profile(Map<String, Long> calls, long hostReads) {
  private static final Pattern EVENT = Pattern.compile("\"name\": \"(aten::\\w+)\"");

  /** An operator that hands a tensor's number to the host, for which a device is waited for. */
  private static final String NUMBER = "aten::_local_scalar_dense";

  /** Runs the work in this thread, watched. Not to be used by two threads at once. */
  public static Profile of(Runnable work) {
    Torch.engine();
    try {
      Path trace = Files.createTempFile("lors-profile", ".json");
      try {
        long before = Torch.hostReads();
        JniUtils.startProfile(false, false, false);
        try {
          work.run();
        } finally {
          JniUtils.stopProfile(trace.toString());
        }
        return new Profile(calls(trace), Torch.hostReads() - before);
      } finally {
        Files.deleteIfExists(trace);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the profile could not be written or read", e);
    }
  }

  private static Map<String, Long> calls(Path trace) throws IOException {
    Map<String, Long> calls = new TreeMap<>();
    try (Stream<String> lines = Files.lines(trace)) {
      lines.forEach(
          line -> {
            Matcher event = EVENT.matcher(line);
            while (event.find()) {
              calls.merge(event.group(1), 1L, Long::sum);
            }
          });
    }
    return calls;
  }

  /** How often operators handed a single number to the host. */
  public long numbersRead() {
    return calls.getOrDefault(NUMBER, 0L);
  }
}
