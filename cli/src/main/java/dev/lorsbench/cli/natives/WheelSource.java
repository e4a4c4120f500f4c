package dev.lorsbench.cli.natives;

import dev.lorsbench.cli.CliException;
import dev.lorsbench.cli.fetch.Download;
import dev.lorsbench.cli.terminal.ProgressBar;
import dev.lorsbench.cli.terminal.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where wheels come from.
 *
 * @param from a folder of wheels or the URL of a simple index; null for PyPI
 */
record WheelSource(String from, Download download) {
  private static final int MOST_PAGE_BYTES = 32 << 20;

  /**
   * Brings a wheel that has its checksum.
   *
   * @param folder where a download lies
   * @return the wheel's file, which is the user's own where it comes from a folder
   */
  Path bring(Wheel wheel, Path folder) throws IOException {
    if (from != null && !isUrl()) {
      return own(wheel);
    }
    Path file = folder.resolve(wheel.name());
    if (!Files.exists(file) || !wheel.checksum().matches(file)) {
      URI uri = from == null ? URI.create(wheel.url()) : indexed(wheel);
      try (ProgressBar bar = new ProgressBar(Terminal.stderr(), wheel.project())) {
        download.fetch(uri, file, wheel.checksum(), bar::show);
      }
    }
    return file;
  }

  private boolean isUrl() {
    return from.startsWith("http://") || from.startsWith("https://");
  }

  private Path own(Wheel wheel) throws IOException {
    Path file = Path.of(from).resolve(wheel.name());
    if (!Files.isRegularFile(file)) {
      throw new CliException(file + ": no such file; --from needs a folder with this wheel");
    }
    if (!wheel.checksum().matches(file)) {
      throw new CliException(file + ": its checksum is not " + wheel.checksum().hex());
    }
    return file;
  }

  /** The wheel's address by the index's page of its project. */
  private URI indexed(Wheel wheel) throws IOException {
    URI page = URI.create(from.replaceAll("/+$", "") + "/" + wheel.project() + "/");
    URLConnection connection = page.toURL().openConnection();
    connection.setConnectTimeout(20_000);
    connection.setReadTimeout(60_000);
    connection.setRequestProperty("Accept", "text/html");
    try (InputStream bytes = connection.getInputStream()) {
      String html = new String(bytes.readNBytes(MOST_PAGE_BYTES), StandardCharsets.UTF_8);
      Matcher link =
          Pattern.compile("href=[\"']([^\"'#]*" + Pattern.quote(wheel.name()) + ")[\"'#]")
              .matcher(html);
      if (!link.find()) {
        throw new CliException(page + ": does not list " + wheel.name());
      }
      return page.resolve(link.group(1));
    } catch (IOException e) {
      throw new CliException(page + ": cannot be read: " + e.getMessage(), e);
    }
  }
}
