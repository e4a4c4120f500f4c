package dev.lorsbench.files;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Reads regular files within a bound. A device has size 0 and never ends, and opening a pipe waits
 * for its writer, so both are refused before they are opened. Links are followed: what they lead to
 * is what is judged.
 */
public final class RegularFile {
  private RegularFile() {}

  /**
   * A whole file.
   *
   * @param most bytes, at most {@link Integer#MAX_VALUE} - 8
   * @throws IOException in one line that names the file, if it is not there, is not a regular file,
   *     may not be read or is larger
   */
  public static byte[] read(Path file, int most) throws IOException {
    try (InputStream in = open(file)) {
      byte[] bytes = in.readNBytes(most);
      if (in.read() >= 0) {
        throw new IOException(
            "%s: is larger than %s, the most that is read".formatted(shown(file), size(most)));
      }
      return bytes;
    } catch (IOException e) {
      throw explained(file, e);
    }
  }

  /**
   * A stream of a file's bytes, as long as the file is; the caller closes it.
   *
   * @throws IOException in one line that names the file, if it is not there, is not a regular file
   *     or may not be read
   */
  public static InputStream open(Path file) throws IOException {
    require(file);
    try {
      return Files.newInputStream(file);
    } catch (IOException e) {
      throw explained(file, e);
    }
  }

  /**
   * A channel to read from; the caller closes it.
   *
   * @throws IOException as {@link #open}
   */
  public static FileChannel channel(Path file) throws IOException {
    require(file);
    try {
      return FileChannel.open(file, StandardOpenOption.READ);
    } catch (IOException e) {
      throw explained(file, e);
    }
  }

  /**
   * A zip archive to read from; the caller closes it.
   *
   * @throws IOException in one line that names the file, if it is not a regular file or not a whole
   *     zip archive
   */
  public static ZipFile zip(Path file) throws IOException {
    require(file);
    try {
      return new ZipFile(file.toFile());
    } catch (ZipException | IllegalArgumentException e) {
      throw new IOException(shown(file) + ": is not a whole zip archive", e);
    } catch (IOException e) {
      throw explained(file, e);
    }
  }

  /**
   * Refuses what is not a regular file, without opening it.
   *
   * @return its size in bytes
   * @throws IOException in one line that names the file
   */
  public static long require(Path file) throws IOException {
    BasicFileAttributes found;
    try {
      found = Files.readAttributes(file, BasicFileAttributes.class);
    } catch (IOException e) {
      throw explained(file, e);
    }
    if (found.isDirectory()) {
      throw new IOException(shown(file) + ": is a folder; a file is needed");
    }
    if (!found.isRegularFile()) {
      throw new IOException(
          shown(file) + ": is a device, a pipe or a socket; a regular file is needed");
    }
    return found.size();
  }

  /** Why a file cannot be read, in one line that names it once. */
  public static String reason(Path file, IOException e) {
    if (e instanceof NoSuchFileException) {
      return shown(file) + ": no such file";
    }
    if (e instanceof AccessDeniedException) {
      return shown(file) + ": may not be read: permission denied";
    }
    if (e instanceof EOFException) {
      return shown(file) + ": the file ends too early";
    }
    String message = e.getMessage() == null ? "cannot be read" : e.getMessage();
    return message.startsWith(shown(file)) ? message : shown(file) + ": " + message;
  }

  private static IOException explained(Path file, IOException e) {
    return new IOException(reason(file, e), e);
  }

  private static String size(int bytes) {
    int mebi = 1 << 20;
    return bytes >= mebi && bytes % mebi == 0 ? bytes / mebi + " MiB" : bytes + " bytes";
  }

  private static String shown(Path file) {
    return Printable.text(file.toString());
  }
}
