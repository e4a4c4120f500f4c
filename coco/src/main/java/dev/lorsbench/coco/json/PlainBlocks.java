package dev.lorsbench.coco.json;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A file in blocks that end between two objects of an array, as far as one can tell without reading
 * it: behind a brace that a comma and another brace follow. Whoever reads every block to its end
 * knows that the cuts were right.
 */
public final class PlainBlocks implements Closeable {
  private static final int LENGTH = 1 << 19;
  private static final int MAX_LENGTH = 1 << 24;

  private final InputStream in;
  private byte[] block = new byte[LENGTH + 1];
  private int filled;
  private boolean ended;

  /**
   * Opens a file, plain or gzipped.
   *
   * @throws IOException also for what is not a regular file, which cannot be read a second time
   */
  public PlainBlocks(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException(file + " is not a regular file");
    }
    in = JsonFile.open(file);
  }

  /** The next block, or null after the last; {@link #last} tells which that is. */
  public PlainScanner next() throws IOException, NotPlain {
    if (ended) {
      return null;
    }
    while (true) {
      fill();
      int cut = ended ? filled : cut();
      if (ended || cut > 0) {
        return scanner(cut);
      }
      if (block.length >= MAX_LENGTH) {
        throw NotPlain.HERE;
      }
      block = Arrays.copyOf(block, 2 * block.length);
    }
  }

  /** Whether the block given last was the file's last one. */
  public boolean last() {
    return ended;
  }

  private void fill() throws IOException {
    int room = block.length - 1 - filled;
    int read = in.readNBytes(block, filled, room);
    filled += read;
    ended = read < room;
  }

  private PlainScanner scanner(int cut) {
    byte[] given = block;
    block = new byte[LENGTH + 1];
    if (filled - cut >= block.length) {
      block = new byte[given.length];
    }
    System.arraycopy(given, cut, block, 0, filled - cut);
    filled -= cut;
    given[cut] = 0;
    return new PlainScanner(given, cut);
  }

  /** The last place behind a closing brace that a comma and an opening one follow; 0 if none. */
  private int cut() {
    for (int open = filled - 1; open > 0; open--) {
      if (block[open] == '{') {
        int comma = beforeSpace(open - 1);
        if (comma > 0 && block[comma] == ',') {
          int close = beforeSpace(comma - 1);
          if (close >= 0 && block[close] == '}') {
            return close + 1;
          }
        }
      }
    }
    return 0;
  }

  private int beforeSpace(int from) {
    int at = from;
    while (at >= 0 && block[at] <= ' ' && block[at] > 0) {
      at--;
    }
    return at;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
