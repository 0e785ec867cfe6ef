package dev.silverbook.lake;

/** All trades of a partition by time, ties by object key and row position. */
public interface OrderedTrades extends TradeReader {

  /** Totals over all objects, known from the start. */
  ReadCounts counts();

  /** What was understood of the input so far; complete after the last row. */
  default InputReport report() {
    return InputReport.NONE;
  }
}
