package dev.lorsbench.models.pytorch;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads pickles into Long, BigInteger, Double, Boolean, String, byte[], {@link Nothing}, {@link
 * Tuple}, List, Map, {@link Storage}, {@link TensorView} and nothing else. Keys of maps that Java
 * compares by content are texts, numbers and truths alone. The number of objects is bounded, and
 * nothing is recursive, so that a small file can neither fill the memory nor exhaust the stack.
 */
final class Unpickler {
  /** A checkpoint of a thousand tensors and its optimiser makes some fifty thousand. */
  private static final int MOST_OBJECTS = 2_000_000;

  private static final int STOP = '.';
  private static final int NEWEST_PROTOCOL = 5;

  private final PickleInput input;
  private final Storages storages;
  private final Map<Long, Object> memo = new HashMap<>();
  private final Deque<List<Object>> marked = new ArrayDeque<>();
  private List<Object> stack = new ArrayList<>();
  private int objects;

  private Unpickler(PickleInput input, Storages storages) {
    this.input = input;
    this.storages = storages;
  }

  /** The object of a buffer's first pickle; the buffer goes on behind it. */
  static Object read(ByteBuffer buffer) throws CheckpointException {
    return read(buffer, new Storages());
  }

  /** The same, with a list of the storages that the pickle refers to. */
  static Object read(ByteBuffer buffer, Storages storages) throws CheckpointException {
    Unpickler machine = new Unpickler(new PickleInput(buffer.slice()), storages);
    Object read = machine.run();
    buffer.position(buffer.position() + machine.input.at());
    return read;
  }

  private Object run() throws CheckpointException {
    for (int code = input.unsigned1(); code != STOP; code = input.unsigned1()) {
      Opcode.run(code, this);
    }
    return pop();
  }

  PickleInput input() {
    return input;
  }

  void protocol(int version) throws CheckpointException {
    require(version <= NEWEST_PROTOCOL, "is of protocol " + version + ", newer than 5,");
  }

  CheckpointException wrong(String what) {
    return new CheckpointException("its pickle " + what + " at byte " + input.at());
  }

  void require(boolean fine, String what) throws CheckpointException {
    if (!fine) {
      throw wrong(what);
    }
  }

  /** Counts objects that are made, so that no pickle can make too many. */
  void count(int more) throws CheckpointException {
    objects += more;
    require(objects <= MOST_OBJECTS, "has more than " + MOST_OBJECTS + " objects");
  }

  void push(Object value) throws CheckpointException {
    count(1);
    stack.add(value);
  }

  Object top() throws CheckpointException {
    require(!stack.isEmpty(), "takes from an empty stack");
    return stack.get(stack.size() - 1);
  }

  Object pop() throws CheckpointException {
    Object top = top();
    stack.remove(stack.size() - 1);
    return top;
  }

  /** The uppermost objects, lowest first. */
  List<Object> pop(int count) throws CheckpointException {
    require(stack.size() >= count, "takes from an empty stack");
    List<Object> uppermost = stack.subList(stack.size() - count, stack.size());
    List<Object> taken = new ArrayList<>(uppermost);
    uppermost.clear();
    return taken;
  }

  void mark() throws CheckpointException {
    count(1);
    marked.push(stack);
    stack = new ArrayList<>();
  }

  /** Everything above the last mark. */
  List<Object> toMark() throws CheckpointException {
    require(!marked.isEmpty(), "looks for a mark that is not there");
    List<Object> above = stack;
    stack = marked.pop();
    return above;
  }

  void tuple(int count) throws CheckpointException {
    push(new Tuple(pop(count)));
  }

  @SuppressWarnings("unchecked") // lists hold anything
  void append(List<Object> items) throws CheckpointException {
    require(top() instanceof List, "appends to what is no list");
    ((List<Object>) top()).addAll(items);
  }

  @SuppressWarnings("unchecked") // maps hold anything
  void set(List<Object> pairs) throws CheckpointException {
    require(top() instanceof Map && pairs.size() % 2 == 0, "sets items of what is no dict");
    Map<Object, Object> map = (Map<Object, Object>) top();
    for (int i = 0; i < pairs.size(); i += 2) {
      Object key = pairs.get(i);
      boolean hashable = !(key instanceof List || key instanceof Map);
      require(hashable, "has a list or a dict as a key");
      map.put(key, pairs.get(i + 1));
    }
  }

  void remember() throws CheckpointException {
    remember(memo.size());
  }

  void remember(long index) throws CheckpointException {
    count(1);
    memo.put(index, top());
  }

  void recall(long index) throws CheckpointException {
    Object value = memo.get(index);
    require(value != null, "recalls " + index + ", which it has not remembered,");
    push(value);
  }

  void global() throws CheckpointException {
    List<Object> names = pop(2);
    boolean texts = names.get(0) instanceof String && names.get(1) instanceof String;
    require(texts, "names a class by what is no text");
    global((String) names.get(0), (String) names.get(1));
  }

  void global(String module, String name) throws CheckpointException {
    push(Global.of(module + "." + name, this));
  }

  void call() throws CheckpointException {
    List<Object> both = pop(2);
    boolean callable = both.get(0) instanceof Global && both.get(1) instanceof Tuple;
    require(callable, "calls what is no class");
    push(((Global) both.get(0)).call(((Tuple) both.get(1)).items(), this));
  }

  /** Attributes of an object: those of a dict's subclass and of what is ignored do not matter. */
  void state() throws CheckpointException {
    pop();
    boolean without = top() instanceof LinkedHashMap || top() == Nothing.IGNORED;
    require(without, "sets attributes of what has none");
  }

  void storage() throws CheckpointException {
    Storage storage = Rebuild.storage(pop(), this);
    storages.add(storage, this);
    push(storage);
  }
}
