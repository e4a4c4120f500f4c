package dev.lorsbench.cli.backup;

import dev.lorsbench.cli.CliException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Function;

/** The bytes of an archive's entry: exactly as many as it says, or an error that names it. */
final class EntryStream extends FilterInputStream {
  private final Function<String, CliException> damaged;
  private long left;

  /**
   * A stream that is closed with the given one.
   *
   * @param size bytes that the entry says it has
   * @param damaged makes an error of what is wrong
   */
  EntryStream(InputStream in, long size, Function<String, CliException> damaged) {
    super(in);
    this.left = size;
    this.damaged = damaged;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] to, int at, int most) throws IOException {
    int read;
    try {
      read = super.read(to, at, most);
    } catch (IOException e) {
      throw damaged.apply("its bytes cannot be unpacked");
    }
    left -= Math.max(0, read);
    if (left < 0 || read < 0 && left > 0) {
      throw damaged.apply("it does not have as many bytes as the archive says");
    }
    return read;
  }
}
