package dev.lorsbench.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.pattern.MessageConverter;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.CoreConstants;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.util.FileSize;
import dev.lorsbench.cli.terminal.Sink;
import dev.lorsbench.files.Printable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.LoggerFactory;

/** Where log lines go: nowhere by default, so that a terminal shows what its user asked for. */
public final class Logs {
  private static final String PATTERN =
      "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level [%thread] %logger{30} - %msg%n%ex{full}%nopex";

  private Logs() {}

  /** Whether the user asked for stack traces and debug lines. */
  public static boolean debug() {
    String value = System.getenv("LORS_DEBUG");
    return value != null && !value.isEmpty() && !value.equals("0");
  }

  /** Silences every logger once one is used; a command that logs nothing loads no logging. */
  static void quietWhenUsed() {
    System.setProperty("java.util.logging.config.class", NoJavaLogs.class.getName());
  }

  /** What java.util.logging reads in place of its file: nothing, hence no handlers. */
  public static final class NoJavaLogs {}

  /** Found by logback as a service: silences every logger, or sends all to stderr if debugging. */
  public static final class Quiet extends ContextAwareBase implements Configurator {
    @Override
    public ExecutionStatus configure(LoggerContext context) {
      Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
      root.detachAndStopAllAppenders();
      root.setLevel(Level.INFO);
      if (debug()) {
        attach(stderr(), context);
        context.getLogger("dev.lorsbench").setLevel(Level.DEBUG);
      }
      return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }
  }

  private static OutputStreamAppender<ILoggingEvent> stderr() {
    ConsoleAppender<ILoggingEvent> stderr = new ConsoleAppender<>();
    stderr.setTarget("System.err");
    return stderr;
  }

  /** Sends log lines to stderr, for processes whose output a supervisor or container keeps. */
  public static void toStderr() {
    if (!debug()) {
      attach(stderr(), context());
    }
  }

  /** Adds log lines to a file of at most 10 MB; the last three are kept. */
  public static void toFile(Path file) {
    RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
    appender.setFile(file.toString());
    appender.setContext(context());
    FixedWindowRollingPolicy window = new FixedWindowRollingPolicy();
    window.setContext(context());
    window.setParent(appender);
    window.setFileNamePattern(file + ".%i");
    window.setMinIndex(1);
    window.setMaxIndex(3);
    window.start();
    SizeBasedTriggeringPolicy<ILoggingEvent> size = new SizeBasedTriggeringPolicy<>();
    size.setMaxFileSize(FileSize.valueOf("10MB"));
    size.start();
    appender.setRollingPolicy(window);
    appender.setTriggeringPolicy(size);
    attach(appender, context());
  }

  private static void attach(OutputStreamAppender<ILoggingEvent> appender, LoggerContext context) {
    PatternLayoutEncoder encoder = new PrintableEncoder();
    encoder.setContext(context);
    context.putObject(
        CoreConstants.PATTERN_RULE_REGISTRY,
        new HashMap<>(Map.of("msg", PrintableMessage.class.getName())));
    encoder.setPattern(PATTERN);
    encoder.start();
    appender.setContext(context);
    appender.setEncoder(encoder);
    appender.start();
    context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(appender);
  }

  /** A message is one line, whatever is in it; what follows it is the trace. */
  private static final class PrintableEncoder extends PatternLayoutEncoder {
    @Override
    public byte[] encode(ILoggingEvent event) {
      return Sink.lines(getLayout().doLayout(event)).getBytes(StandardCharsets.UTF_8);
    }
  }

  /** A log line's message; found by logback through its name. */
  public static final class PrintableMessage extends MessageConverter {
    @Override
    public String convert(ILoggingEvent event) {
      return Printable.text(String.valueOf(super.convert(event)));
    }
  }

  private static LoggerContext context() {
    return (LoggerContext) LoggerFactory.getILoggerFactory();
  }
}
