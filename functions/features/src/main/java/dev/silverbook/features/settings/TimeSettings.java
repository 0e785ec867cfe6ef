package dev.silverbook.features.settings;

import static dev.silverbook.features.settings.ValueKind.choice;
import static dev.silverbook.features.settings.ValueKind.whole;

import dev.silverbook.features.Clock;
import dev.silverbook.features.ConfigurationException;
import java.util.List;

/**
 * Which time counts, what a gap is, and how often a row is written.
 *
 * @param clock which time drives everything
 * @param maxGapSeconds a longer silence breaks the chain of predecessors, seconds
 * @param cadenceMillis length of the intervals that get one row each, milliseconds; 0 for a row per
 *     snapshot
 */
public record TimeSettings(Clock clock, int maxGapSeconds, int cadenceMillis) {

  private static final long MILLIS_PER_SECOND = 1_000;

  private static final Setting<TimeSettings, Clock> CLOCK =
      new Setting<>(
          "clock",
          choice(Clock.values(), Clock::key),
          Clock.CAPTURE,
          TimeSettings::clock,
          "which time orders rows and drives windows: the recorder's or the exchange's");

  private static final Setting<TimeSettings, Integer> MAX_GAP_SECONDS =
      new Setting<>(
          "max_gap_seconds",
          whole(1, 1_000_000_000),
          300,
          TimeSettings::maxGapSeconds,
          "a longer silence is a gap: nothing is compared across it, seconds");

  private static final Setting<TimeSettings, Integer> CADENCE_MS =
      new Setting<>(
          "cadence_ms",
          whole(0, Integer.MAX_VALUE),
          0,
          TimeSettings::cadenceMillis,
          "one row for each interval of so many milliseconds since midnight that has a snapshot;"
              + " 0 writes every snapshot; below max_gap_seconds");

  /** These keys. */
  public static final Section<TimeSettings> SECTION =
      new Section<>(
          "time",
          in -> new TimeSettings(CLOCK.read(in), MAX_GAP_SECONDS.read(in), CADENCE_MS.read(in)),
          List.of(CLOCK, MAX_GAP_SECONDS, CADENCE_MS));

  /** Checks that a cadence is shorter than a gap. */
  public TimeSettings {
    if (cadenceMillis >= maxGapSeconds * MILLIS_PER_SECOND) {
      throw new ConfigurationException(
          CADENCE_MS.name(),
          "cadence_ms is "
              + cadenceMillis
              + " and max_gap_seconds is "
              + maxGapSeconds
              + ": cadence_ms must be below max_gap_seconds, or every row would follow a gap");
    }
  }
}
