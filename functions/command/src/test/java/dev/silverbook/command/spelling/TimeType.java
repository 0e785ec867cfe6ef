package dev.silverbook.command.spelling;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.NanoTime;

/** How a time is stored. */
enum TimeType {
  MICROS("int64 %s (TIMESTAMP(MICROS,true))", 1),
  MICROS_WITHOUT_ZONE("int64 %s (TIMESTAMP(MICROS,false))", 1),
  MILLIS("int64 %s (TIMESTAMP(MILLIS,true))", 1_000),
  NANOS("int64 %s (TIMESTAMP(NANOS,true))", 1),
  INT96("int96 %s", 1),
  WHOLE_SECONDS("int64 %s", 1_000_000),
  WHOLE_SECONDS_NARROW("int32 %s (INTEGER(32,false))", 1_000_000),
  WHOLE_MILLIS("int64 %s (INTEGER(64,true))", 1_000),
  WHOLE_MICROS("int64 %s", 1),
  WHOLE_NANOS("int64 %s (INTEGER(64,false))", 1),
  FLOATING_SECONDS("double %s", 1),
  FLOATING_MILLIS("double %s", 1),
  TEXT("binary %s (STRING)", 1),
  TEXT_WITH_SPACE("binary %s (STRING)", 1),
  TEXT_WITH_OFFSET("binary %s", 1);

  private static final int JULIAN_EPOCH = 2_440_588;
  private static final DateTimeFormatter SPACED =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS");

  private final String declaration;
  private final long step;

  TimeType(String declaration, long step) {
    this.declaration = declaration;
    this.step = step;
  }

  /** Whether multiples of so many microseconds come back as they are. */
  boolean holds(long resolution) {
    return resolution % step == 0;
  }

  /** As in a schema. */
  String declare(String name) {
    return "optional " + String.format(declaration, name) + ";";
  }

  /** Adds microseconds. */
  void add(Group group, String name, long micros) {
    Instant instant = Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    LocalDateTime utc = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    switch (this) {
      case MICROS, MICROS_WITHOUT_ZONE, WHOLE_MICROS -> group.add(name, micros);
      case MILLIS, WHOLE_MILLIS -> group.add(name, micros / 1_000);
      case NANOS, WHOLE_NANOS -> group.add(name, micros * 1_000);
      case INT96 ->
          group.add(
              name,
              new NanoTime(
                  (int) (micros / TimeUnit.DAYS.toMicros(1)) + JULIAN_EPOCH,
                  micros % TimeUnit.DAYS.toMicros(1) * 1_000));
      case WHOLE_SECONDS -> group.add(name, micros / 1_000_000);
      case WHOLE_SECONDS_NARROW -> group.add(name, (int) (micros / 1_000_000));
      case FLOATING_SECONDS -> group.add(name, BigDecimal.valueOf(micros, 6).doubleValue());
      case FLOATING_MILLIS -> group.add(name, BigDecimal.valueOf(micros, 3).doubleValue());
      case TEXT -> group.add(name, instant.toString());
      case TEXT_WITH_SPACE -> group.add(name, SPACED.format(utc));
      case TEXT_WITH_OFFSET -> group.add(name, SPACED.format(utc.plusHours(2)) + "+02:00");
    }
  }
}
