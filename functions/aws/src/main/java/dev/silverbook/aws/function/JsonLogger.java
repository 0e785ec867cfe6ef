package dev.silverbook.aws.function;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.spi.MDCAdapter;

/** Writes each event as one line of JSON. */
final class JsonLogger extends LegacyAbstractLogger {

  private static final long serialVersionUID = 1L;

  private final transient Level least;
  private final transient MDCAdapter context;

  JsonLogger(String name, Level least, MDCAdapter context) {
    this.name = name;
    this.least = least;
    this.context = context;
  }

  @Override
  protected void handleNormalizedLoggingCall(
      Level level, Marker marker, String message, Object[] arguments, Throwable thrown) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("timestamp", Instant.now().toString());
    fields.put("level", level.name());
    fields.put("message", MessageFormatter.basicArrayFormat(message, arguments));
    fields.put("logger", name);
    Map<String, String> known = context.getCopyOfContextMap();
    if (known != null) {
      fields.putAll(known);
    }
    if (thrown != null) {
      StringWriter trace = new StringWriter();
      thrown.printStackTrace(new PrintWriter(trace));
      fields.put("error", trace.toString());
    }
    JsonLine.write(System.out, fields);
  }

  @Override
  protected String getFullyQualifiedCallerName() {
    return JsonLogger.class.getName();
  }

  private boolean enabled(Level level) {
    return level.toInt() >= least.toInt();
  }

  @Override
  public boolean isTraceEnabled() {
    return enabled(Level.TRACE);
  }

  @Override
  public boolean isDebugEnabled() {
    return enabled(Level.DEBUG);
  }

  @Override
  public boolean isInfoEnabled() {
    return enabled(Level.INFO);
  }

  @Override
  public boolean isWarnEnabled() {
    return enabled(Level.WARN);
  }

  @Override
  public boolean isErrorEnabled() {
    return enabled(Level.ERROR);
  }
}
