package dev.lorsbench.cli.terminal;

import dev.lorsbench.files.Printable;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * The last place before a terminal, a pipe or a log. Text from outside may hold control characters;
 * here they become escapes. What the terminal package does to the screen is written with two
 * characters that no text may hold, which only this place turns into ESC and CR.
 */
public final class Sink {
  /** Stands for ESC; a noncharacter, which text from outside never passes on. */
  static final char ESCAPE = '\uFDD0';

  /** Stands for CR. */
  static final char RETURN = '\uFDD1';

  private Sink() {}

  /** Has everything that this process prints pass through here. */
  public static void install() {
    System.setOut(stream(System.out));
    System.setErr(stream(System.err));
  }

  /** A writer to a stream of {@link #install}. */
  public static PrintWriter writer(PrintStream safe) {
    return new PrintWriter(new Chars(safe), true);
  }

  /** A text of several lines as it may be shown. */
  public static String lines(String text) {
    return resolved(Printable.text(text, c -> c == '\n' || c == '\t' || own(c)));
  }

  /** A text as one line of a table or a report; own styles stay. */
  static String oneLine(String text) {
    return Printable.text(text, Sink::own);
  }

  private static boolean own(int c) {
    return c == ESCAPE || c == RETURN;
  }

  private static String resolved(String text) {
    return text.replace(ESCAPE, '\u001b').replace(RETURN, '\r');
  }

  /** The stream, with everything that is printed to it escaped. */
  public static PrintStream stream(PrintStream raw) {
    return raw instanceof SafeStream ? raw : new SafeStream(raw);
  }

  /** Escapes what is printed; bytes are taken for UTF-8, as JSON is written. */
  private static final class SafeStream extends PrintStream {
    private final PrintStream raw;
    private final CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private byte[] half = {};

    SafeStream(PrintStream raw) {
      super(raw, true);
      this.raw = raw;
    }

    @Override
    public void print(String text) {
      raw.print(lines(String.valueOf(text)));
    }

    @Override
    public void print(Object value) {
      print(String.valueOf(value));
    }

    @Override
    public void print(char[] text) {
      print(new String(text));
    }

    @Override
    public void print(char c) {
      print(String.valueOf(c));
    }

    @Override
    public void write(byte[] bytes, int from, int count) {
      if (half.length == 0 && plain(bytes, from, count)) {
        raw.write(bytes, from, count);
        return;
      }
      ByteBuffer in = ByteBuffer.allocate(half.length + count);
      in.put(half).put(bytes, from, count).flip();
      CharBuffer text = CharBuffer.allocate(in.remaining() + 1);
      decoder.reset().decode(in, text, false);
      half = new byte[in.remaining()]; // the beginning of a character whose rest is yet to come
      in.get(half);
      byte[] safe = Printable.lines(text.flip().toString()).getBytes(StandardCharsets.UTF_8);
      raw.write(safe, 0, safe.length);
    }

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void flush() {
      raw.flush();
    }

    private static boolean plain(byte[] bytes, int from, int count) {
      for (int i = from; i < from + count; i++) {
        // A byte above ASCII is negative: C1 and the marks that turn text are among those.
        if (bytes[i] < ' ' && bytes[i] != '\n' && bytes[i] != '\t' || bytes[i] == 0x7f) {
          return false;
        }
      }
      return true;
    }
  }

  /** Characters to a stream, whole code points at a time. */
  private static final class Chars extends Writer {
    private final PrintStream safe;
    private char half;

    Chars(PrintStream safe) {
      this.safe = safe;
    }

    @Override
    public void write(char[] text, int from, int count) {
      String whole = (half == 0 ? "" : String.valueOf(half)) + new String(text, from, count);
      half = 0;
      int last = whole.length() - 1;
      if (last >= 0 && Character.isHighSurrogate(whole.charAt(last))) {
        half = whole.charAt(last);
        whole = whole.substring(0, last);
      }
      safe.print(whole);
    }

    @Override
    public void flush() {
      safe.flush();
    }

    @Override
    public void close() {
      flush();
    }
  }
}
