package dev.lorsbench.models.pytorch;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes a pickle of protocol 2, one opcode or value a call. */
final class PickleOutput {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  PickleOutput() {
    out.write(0x80);
    out.write(2);
  }

  /** Opcodes without arguments. */
  PickleOutput opcodes(String codes) {
    out.writeBytes(codes.getBytes(StandardCharsets.ISO_8859_1));
    return this;
  }

  /** A class or function by name. */
  PickleOutput global(String name) {
    int dot = name.lastIndexOf('.');
    return opcodes("c" + name.substring(0, dot) + "\n" + name.substring(dot + 1) + "\n");
  }

  PickleOutput text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.write('X');
    out.writeBytes(little(4).putInt(bytes.length).array());
    out.writeBytes(bytes);
    return this;
  }

  PickleOutput whole(long value) {
    if (value == (int) value) {
      out.write('J');
      out.writeBytes(little(4).putInt((int) value).array());
    } else {
      out.write(0x8a);
      out.write(Long.BYTES);
      out.writeBytes(little(Long.BYTES).putLong(value).array());
    }
    return this;
  }

  PickleOutput tuple(long... values) {
    opcodes("(");
    for (long value : values) {
      whole(value);
    }
    return opcodes("t");
  }

  /** The pickle. */
  byte[] end() {
    out.write('.');
    return out.toByteArray();
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
