package dev.silverbook.features.reference;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Labels, by looking ahead from each row. */
final class LabelReference {

  private LabelReference() {}

  static List<Map<String, Object>> of(Scenario scenario) {
    List<SnapshotInput> written = Reference.written(scenario);
    List<UsableRow> usable = Reference.history(scenario).rows();
    List<Map<String, Object>> labels = new ArrayList<>();
    for (int position = 0; position < written.size(); position++) {
      int at = position;
      UsableRow row = usable.stream().filter(x -> x.position == at).findFirst().orElse(null);
      Map<String, Object> values = new LinkedHashMap<>();
      values.put("capture_ts", written.get(position).captureMicros());
      for (int horizon : scenario.configuration().output().labelsSeconds()) {
        label(row, usable, horizon, values);
      }
      labels.add(values);
    }
    return labels;
  }

  private static void label(
      UsableRow row, List<UsableRow> usable, int horizon, Map<String, Object> values) {
    String suffix = "_" + horizon + "s";
    values.put("forward_return" + suffix, null);
    values.put("forward_high" + suffix, null);
    values.put("forward_low" + suffix, null);
    if (row == null) {
      return;
    }
    long until = row.time + horizon * History.MICROS_PER_SECOND;
    if (until > usable.get(usable.size() - 1).time) {
      return;
    }
    for (int i = 1; i < usable.size(); i++) {
      // A gap is between a row and the usable row before it, which has no successor then.
      long begins = usable.get(i - 1).time;
      if (usable.get(i).predecessor == null && begins >= row.time && begins < until) {
        return;
      }
    }
    UsableRow last = row;
    double high = Double.NEGATIVE_INFINITY;
    double low = Double.POSITIVE_INFINITY;
    for (UsableRow later : usable) {
      if (later.time <= until) {
        last = later;
        if (later.time > row.time) {
          high = Math.max(high, Math.log(later.mid / row.mid));
          low = Math.min(low, Math.log(later.mid / row.mid));
        }
      }
    }
    values.put("forward_return" + suffix, Quantity.of(Math.log(last.mid / row.mid)));
    if (high >= low) {
      values.put("forward_high" + suffix, Quantity.of(high));
      values.put("forward_low" + suffix, Quantity.of(low));
    }
  }
}
