package dev.lorsbench.dashboard.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32;

/**
 * The addresses of scripts and styles. They change with the content, so that browsers may keep
 * them.
 */
public final class Assets {
  /** Where this project's own files lie on the class path; served under {@code /static}. */
  public static final String DIRECTORY = "dev/lorsbench/dashboard/static";

  private static final Properties WEBJARS = webjars();
  private static final Map<String, String> OWN = new ConcurrentHashMap<>();

  private Assets() {}

  /** One of this project's own files, as {@code app.css}. */
  public static String own(String name) {
    return OWN.computeIfAbsent(name, n -> "/static/" + n + "?v=" + checksum(n));
  }

  /** A library's file: {@code htmx}, {@code htmx-sse}, {@code uplot} or {@code uplot-css}. */
  public static String library(String name) {
    String path = WEBJARS.getProperty(name);
    if (path == null) {
      throw new IllegalArgumentException("no library file is named " + name);
    }
    return path;
  }

  private static String checksum(String name) {
    try (InputStream in = Assets.class.getResourceAsStream("/" + DIRECTORY + "/" + name)) {
      if (in == null) {
        throw new IllegalArgumentException("no static file is named " + name);
      }
      CRC32 sum = new CRC32();
      sum.update(in.readAllBytes());
      return Long.toHexString(sum.getValue());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Properties webjars() {
    Properties paths = new Properties();
    try (InputStream in = Assets.class.getResourceAsStream("webjars.properties")) {
      paths.load(in);
      return paths;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
