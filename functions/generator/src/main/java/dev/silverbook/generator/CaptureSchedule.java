package dev.silverbook.generator;

import java.util.Arrays;

/**
 * When the recorder takes its snapshots. Outages shorten the time that the day's snapshots share,
 * so that their number stays what was asked for.
 */
final class CaptureSchedule {

  private static final long SHORTEST_GAP = 301 * MarketSimulation.SECOND;
  private static final long LONGEST_GAP = 900 * MarketSimulation.SECOND;

  private final long rows;
  private final double jitter;
  private final SeededRandom random;

  /** Outages: from when, and up to when, both exclusive, in microseconds since midnight. */
  private final long[] gapStarts;

  private final long[] gapEnds;
  private final long recordingMicros;

  CaptureSchedule(SeededRandom random, long rows, double jitter, int gaps) {
    this.random = random;
    this.rows = rows;
    this.jitter = jitter;
    this.gapStarts = new long[gaps];
    this.gapEnds = new long[gaps];
    long lost = 0;
    for (int i = 0; i < gaps; i++) {
      // One gap in each equal part of the day, away from its edges: gaps never meet.
      long part = MarketSimulation.DAY / gaps;
      long length = SHORTEST_GAP + random.nextBelow(LONGEST_GAP - SHORTEST_GAP);
      gapStarts[i] = i * part + 1 + random.nextBelow(part - length - 2);
      gapEnds[i] = gapStarts[i] + length;
      lost += length;
    }
    this.recordingMicros = MarketSimulation.DAY - lost;
  }

  /** Whether the recorder is running at a time. */
  boolean recording(long micros) {
    int found = Arrays.binarySearch(gapStarts, micros);
    int gap = found >= 0 ? found - 1 : -found - 2;
    return gap < 0 || micros >= gapEnds[gap];
  }

  /** Microseconds since midnight of a row; to be asked in row order. Never decreases. */
  long micros(long row) {
    long regular = row * recordingMicros / rows;
    long interval = (row + 1) * recordingMicros / rows - regular;
    long time = jitter == 0 ? regular : regular + (long) (jitter * interval * random.nextDouble());
    for (int i = 0; i < gapStarts.length; i++) {
      if (time > gapStarts[i]) {
        time += gapEnds[i] - gapStarts[i];
      }
    }
    return time;
  }
}
