package dev.lorsbench.cli.terminal;

import java.io.PrintStream;
import java.util.List;

/**
 * An output stream and what it can show. The launcher says in system properties whether stdout and
 * stderr are terminals and how wide they are, which Java cannot tell of each by itself.
 *
 * @param live whether lines can be redrawn in place
 * @param color whether escape codes for colour are wanted
 * @param width columns
 */
public record Terminal(PrintStream out, boolean live, boolean color, int width) {
  /** Goes to the beginning of the line and empties it. */
  public static final String CLEAR_LINE = "" + Sink.RETURN + Sink.ESCAPE + "[K";

  private static final int STANDARD_WIDTH = 100;

  /** Whatever is printed to it passes through {@link Sink}. */
  public Terminal {
    out = Sink.stream(out);
  }

  /** The process's stdout. */
  public static Terminal stdout() {
    return of(System.out, "lors.stdout.terminal");
  }

  /** The process's stderr. */
  public static Terminal stderr() {
    return of(System.err, "lors.stderr.terminal");
  }

  private static Terminal of(PrintStream stream, String property) {
    boolean live = Boolean.getBoolean(property) && !"dumb".equals(System.getenv("TERM"));
    String noColor = System.getenv("NO_COLOR");
    boolean color = live && (noColor == null || noColor.isEmpty());
    return new Terminal(stream, live, color, Integer.getInteger("lors.columns", STANDARD_WIDTH));
  }

  /** Prints one line. */
  public void line(String text) {
    out.println(text);
    out.flush();
  }

  /** Prints each as a line. */
  public void lines(List<String> all) {
    all.forEach(out::println);
    out.flush();
  }

  /** The text in bold. */
  public String bold(String text) {
    return style("1", text);
  }

  /** The text in a fainter colour. */
  public String faint(String text) {
    return style("2", text);
  }

  /** The text in green. */
  public String green(String text) {
    return style("32", text);
  }

  /** The text in red. */
  public String red(String text) {
    return style("31", text);
  }

  /** The text in cyan. */
  public String cyan(String text) {
    return style("36", text);
  }

  private String style(String code, String text) {
    return color && !text.isEmpty()
        ? Sink.ESCAPE + "[" + code + "m" + text + Sink.ESCAPE + "[0m"
        : text;
  }

  /** The text without styles. */
  static String plain(String text) {
    return text.replaceAll(Sink.ESCAPE + "\\[[0-9;]*m", "");
  }

  /** Columns that a text takes, escape codes left out. */
  static int columns(String text) {
    return plain(text).length();
  }
}
