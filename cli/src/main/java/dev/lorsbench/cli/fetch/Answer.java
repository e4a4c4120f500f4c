package dev.lorsbench.cli.fetch;

import java.io.IOException;
import java.net.HttpURLConnection;

/** What a server's answer means for what has come so far. */
final class Answer {
  private Answer() {}

  /** The server has nothing beyond what has come: either that is all, or it is of another file. */
  static void requireEnd(HttpURLConnection connection, PartFile part, long have)
      throws IOException {
    if (!("bytes */" + have).equals(connection.getHeaderField("Content-Range"))) {
      part.discard();
      throw new IOException("the server's file has changed");
    }
  }

  /** 404 stays 404; what the server regrets may come right. */
  static void requireUsable(int status) throws IOException {
    if (status == 200 || status == 206) {
      return;
    }
    String line = "the server answered " + status;
    if (status >= 500 || status == 408 || status == 429) {
      throw new IOException(line);
    }
    throw new Refused(line);
  }

  /** The part goes on only with the byte that it ends before. */
  static void requireRest(HttpURLConnection connection, PartFile part, long have)
      throws IOException {
    String range = connection.getHeaderField("Content-Range");
    if (range == null || !range.startsWith("bytes " + have + "-")) {
      part.discard();
      throw new IOException("asked for bytes from " + have + ", the server sent " + range);
    }
  }

  /** A strong mark of the file's version; a weak one may stand for different bytes. */
  static String version(HttpURLConnection connection) {
    String tag = connection.getHeaderField("ETag");
    return tag != null && !tag.startsWith("W/") ? tag : connection.getHeaderField("Last-Modified");
  }
}
