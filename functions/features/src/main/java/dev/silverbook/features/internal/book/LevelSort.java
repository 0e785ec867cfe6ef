package dev.silverbook.features.internal.book;

/** Stable bottom-up merge sort of (key, value) pairs in reused primitive arrays. */
final class LevelSort {

  private double[] keys = {};
  private double[] values = {};
  private double[] otherKeys = {};
  private double[] otherValues = {};
  private int count;

  void clear(int capacity) {
    count = 0;
    if (keys.length < capacity) {
      keys = new double[capacity];
      values = new double[capacity];
      otherKeys = new double[capacity];
      otherValues = new double[capacity];
    }
  }

  void add(double key, double value) {
    keys[count] = key;
    values[count] = value;
    count++;
  }

  int count() {
    return count;
  }

  double key(int i) {
    return keys[i];
  }

  double value(int i) {
    return values[i];
  }

  void sort() {
    for (int width = 1; width < count; width *= 2) {
      for (int from = 0; from < count; from += 2 * width) {
        merge(from, Math.min(from + width, count), Math.min(from + 2 * width, count));
      }
      double[] swap = keys;
      keys = otherKeys;
      otherKeys = swap;
      swap = values;
      values = otherValues;
      otherValues = swap;
    }
  }

  private void merge(int from, int middle, int to) {
    int left = from;
    int right = middle;
    for (int i = from; i < to; i++) {
      boolean takeLeft = left < middle && (right >= to || keys[left] <= keys[right]);
      int take = takeLeft ? left++ : right++;
      otherKeys[i] = keys[take];
      otherValues[i] = values[take];
    }
  }
}
