package dev.silverbook.features.internal.group;

import static dev.silverbook.features.Category.DYNAMIC;

import dev.silverbook.features.Column;
import dev.silverbook.features.FeatureRow;

/** Log return, velocity and acceleration of the mid. */
final class ReturnGroup extends FeatureGroup {

  private final int logReturn;
  private final int velocity;
  private final int acceleration;
  private double velocityBefore = Double.NaN;
  private double elapsedBefore = Double.NaN;

  ReturnGroup(ColumnList columns) {
    logReturn = columns.add(Column.number("log_return", DYNAMIC, "1", "ln(mid_n / mid_(n-1))"));
    velocity =
        columns.add(
            Column.number(
                "mid_velocity",
                DYNAMIC,
                "quote per s",
                "(mid_n - mid_(n-1)) / elapsed seconds; null when no time elapsed"));
    acceleration =
        columns.add(
            Column.number(
                "mid_acceleration",
                DYNAMIC,
                "quote per s^2",
                "(v_n - v_(n-1)) / mean of both elapsed times; null unless both velocities exist"));
  }

  @Override
  public void onRow(Row row, FeatureRow out) {
    double elapsed = row.elapsedSeconds();
    double speed = elapsed > 0 ? (row.mid() - row.midBefore()) / elapsed : Double.NaN;
    out.set(logReturn, row.logReturn());
    out.set(velocity, speed);
    // Without a predecessor speed is NaN, so nothing is compared across a gap.
    out.set(acceleration, (speed - velocityBefore) / ((elapsed + elapsedBefore) / 2));
    velocityBefore = speed;
    elapsedBefore = elapsed;
  }
}
