package dev.silverbook.lake;

/** What is counted while input is read. Counts of 0 are left out everywhere. */
public enum InputCount {
  /** Books that were there already, with their sequence; left out. */
  ROWS_DUPLICATE("rowsDuplicate"),
  /** Books without a sequence that equal another of the same time; kept. */
  ROWS_REPEATED("rowsRepeated"),
  /** Trades that were there already, by their id; left out. */
  TRADES_DUPLICATE("tradesDuplicate"),
  /** Trades whose id came before with another price or amount; kept. */
  TRADE_IDS_REUSED("tradeIdsReused"),
  /** Levels that came again in one event of a table of levels; the last one was taken. */
  LEVELS_REPEATED("levelsRepeated"),
  /** Changes without a usable price or size; left out. */
  LEVELS_UNUSABLE("levelsUnusable"),
  /** Changes of neither side of the book; left out. */
  LEVELS_WITHOUT_SIDE("levelsWithoutSide"),
  /** Events before the first snapshot; their books are empty. */
  EVENTS_BEFORE_SNAPSHOT("eventsBeforeSnapshot"),
  /** Times at which a rebuilt book was crossed for too long. */
  CROSSED_SPELLS("crossedSpells"),
  /** Marked events that were taken for a further part of the snapshot before them. */
  SNAPSHOT_PARTS("snapshotParts"),
  /** Texts of prices or sizes that are no numbers; read as null. */
  NUMBERS_UNREADABLE("numbersUnreadable"),
  /** Books and trades ordered by the exchange's time, because some lack a capture time. */
  ROWS_BY_EXCHANGE_TIME("rowsByExchangeTime"),
  /** Books and trades of another day than the path's, by more than five minutes; kept. */
  ROWS_OUTSIDE_DAY("rowsOutsideDay"),
  /** Files beside the input that are no Parquet by their names. */
  FILES_IGNORED("filesIgnored");

  private final String key;

  InputCount(String key) {
    this.key = key;
  }

  /** The name in ledgers and metadata. */
  public String key() {
    return key;
  }
}
