package dev.lorsbench.models.pytorch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * The opcodes that are understood, one a line; what each does is Python's documentation of pickle.
 */
enum Opcode {
  PROTO(0x80, m -> m.protocol(m.input().unsigned1())),
  FRAME(0x95, m -> m.input().signed8()),
  MARK('(', Unpickler::mark),
  POP('0', Unpickler::pop),
  POP_MARK('1', Unpickler::toMark),
  DUP('2', m -> m.push(m.top())),

  NONE('N', m -> m.push(Nothing.NONE)),
  NEWTRUE(0x88, m -> m.push(true)),
  NEWFALSE(0x89, m -> m.push(false)),
  BININT('J', m -> m.push((long) m.input().signed4())),
  BININT1('K', m -> m.push((long) m.input().unsigned1())),
  BININT2('M', m -> m.push((long) m.input().unsigned2())),
  LONG1(0x8a, m -> m.push(m.input().whole(m.input().unsigned1()))),
  BINFLOAT('G', m -> m.push(m.input().fraction())),

  BINUNICODE('X', m -> m.push(m.input().text(m.input().unsigned4()))),
  SHORT_BINUNICODE(0x8c, m -> m.push(m.input().text(m.input().unsigned1()))),
  BINUNICODE8(0x8d, m -> m.push(m.input().text(m.input().signed8()))),
  BINSTRING('T', m -> m.push(m.input().text(m.input().signed4()))),
  SHORT_BINSTRING('U', m -> m.push(m.input().text(m.input().unsigned1()))),
  BINBYTES('B', m -> m.push(m.input().raw(m.input().unsigned4()))),
  SHORT_BINBYTES('C', m -> m.push(m.input().raw(m.input().unsigned1()))),
  BINBYTES8(0x8e, m -> m.push(m.input().raw(m.input().signed8()))),

  EMPTY_TUPLE(')', m -> m.push(new Tuple(List.of()))),
  TUPLE1(0x85, m -> m.tuple(1)),
  TUPLE2(0x86, m -> m.tuple(2)),
  TUPLE3(0x87, m -> m.tuple(3)),
  TUPLE('t', m -> m.push(new Tuple(m.toMark()))),
  EMPTY_LIST(']', m -> m.push(new ArrayList<>())),
  APPEND('a', m -> m.append(m.pop(1))),
  APPENDS('e', m -> m.append(m.toMark())),
  EMPTY_DICT('}', m -> m.push(new LinkedHashMap<>())),
  SETITEM('s', m -> m.set(m.pop(2))),
  SETITEMS('u', m -> m.set(m.toMark())),
  EMPTY_SET(0x8f, m -> m.push(new ArrayList<>())),
  ADDITEMS(0x90, m -> m.append(m.toMark())),

  BINPUT('q', m -> m.remember(m.input().unsigned1())),
  LONG_BINPUT('r', m -> m.remember(m.input().unsigned4())),
  MEMOIZE(0x94, Unpickler::remember),
  BINGET('h', m -> m.recall(m.input().unsigned1())),
  LONG_BINGET('j', m -> m.recall(m.input().unsigned4())),

  GLOBAL('c', m -> m.global(m.input().line(), m.input().line())),
  STACK_GLOBAL(0x93, Unpickler::global),
  REDUCE('R', Unpickler::call),
  NEWOBJ(0x81, Unpickler::call),
  BUILD('b', Unpickler::state),
  BINPERSID('Q', Unpickler::storage);

  /** What an opcode does to the machine. */
  interface Action {
    void run(Unpickler machine) throws CheckpointException;
  }

  private static final Opcode[] BY_BYTE = new Opcode[256];

  static {
    for (Opcode opcode : values()) {
      BY_BYTE[opcode.code] = opcode;
    }
  }

  private final int code;
  private final Action action;

  Opcode(int code, Action action) {
    this.code = code;
    this.action = action;
  }

  /** Runs the opcode of a byte. */
  static void run(int code, Unpickler machine) throws CheckpointException {
    Opcode opcode = BY_BYTE[code];
    if (opcode == null) {
      throw new CheckpointException(
          "its pickle has opcode 0x%02x at byte %d, which is not allowed"
              .formatted(code, machine.input().at() - 1));
    }
    opcode.action.run(machine);
  }
}
