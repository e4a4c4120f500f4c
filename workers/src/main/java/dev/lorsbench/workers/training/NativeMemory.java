package dev.lorsbench.workers.training;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Structure;
import java.util.Optional;

/**
 * What native code of this process has asked for and not given back, in bytes, as glibc's allocator
 * counts it. Unlike resident memory it holds nothing of what the allocator keeps for later.
 */
final class NativeMemory {
  private final Function statistics;

  private NativeMemory(Function statistics) {
    this.statistics = statistics;
  }

  /** The counter; empty where the C library has none (musl, macOS, Windows, glibc before 2.33). */
  static Optional<NativeMemory> open() {
    try {
      Function function = NativeLibrary.getInstance("c").getFunction("mallinfo2");
      return Optional.of(new NativeMemory(function));
    } catch (UnsatisfiedLinkError notGlibc) {
      return Optional.empty();
    }
  }

  /** Bytes in use now. */
  long inUse() {
    Counters c = (Counters) statistics.invoke(Counters.class, new Object[0]);
    return c.uordblks + c.hblkhd;
  }

  /** {@code struct mallinfo2}; the names are the C library's. */
  @Structure.FieldOrder({
    "arena",
    "ordblks",
    "smblks",
    "hblks",
    "hblkhd",
    "usmblks",
    "fsmblks",
    "uordblks",
    "fordblks",
    "keepcost"
  })
  public static final class Counters extends Structure implements Structure.ByValue {
    public long arena;
    public long ordblks;
    public long smblks;
    public long hblks;
    public long hblkhd;
    public long usmblks;
    public long fsmblks;
    public long uordblks;
    public long fordblks;
    public long keepcost;
  }
}
