package dev.silverbook.lake.internal.read;

import dev.silverbook.features.AggressorSide;
import dev.silverbook.features.RawSnapshot;
import dev.silverbook.lake.InputContext;
import dev.silverbook.lake.internal.decode.BytesSource;
import dev.silverbook.lake.internal.decode.LongSource;
import dev.silverbook.lake.internal.decode.ValueDecoder;
import dev.silverbook.lake.internal.file.SchemaNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.Type;

/**
 * Decodes the aggressor's side to the codes of {@link LongDecoder#side(long)}; spellings that are
 * not known have codes of their own.
 */
public final class SideDecoder implements ValueDecoder<LongSource> {

  private static final Set<String> BUYS = Set.of("buy", "b", "bid", "bought", "1", "true");
  private static final Set<String> SELLS = Set.of("sell", "s", "ask", "a", "sold", "-1");

  /** The code of {@code 2}, which is a sell beside 1 (FIX) and nothing where there is -1. */
  private static final long TWO = 3;

  private static final int FIRST_SPELLING = 16;
  private static final int MOST_SPELLINGS = 1_000;
  private static final int LONGEST = 64;

  private final InputContext context;
  private final boolean maker;
  private final boolean makerFlag;
  private final ValueDecoder<LongSource> decoder;
  private final Type type;
  private final Map<String, Long> codes = new HashMap<>();
  private final List<String> spellings = new ArrayList<>();
  private final SchemaNode leaf;
  private final ColumnFacts facts;
  private Optional<AggressorSide> two = Optional.empty();
  private String lastBuy = "";
  private String lastSell = "";

  /**
   * For a leaf that holds text, whole numbers or truth values.
   *
   * @param facts of the leaf's file
   * @param makerFlag whether true means that the buyer was the maker
   */
  SideDecoder(SchemaNode leaf, ColumnFacts facts, InputContext context, boolean makerFlag) {
    this.leaf = leaf;
    this.facts = facts;
    this.context = context;
    this.makerFlag = makerFlag;
    this.maker = !makerFlag && context.configuration().maker();
    this.type = leaf.type();
    this.decoder =
        type == Type.BYTE_ARRAY
            ? LongDecoder.text(this::code)
            : type == Type.BOOLEAN ? LongDecoder.integers(leaf) : WholeDecoder.of(leaf);
  }

  /**
   * The side of a code; says what is not understood.
   *
   * @throws IOException when the column has to be looked at for it and cannot be read
   */
  public AggressorSide side(long code) throws IOException {
    if (code == TWO) {
      return maker ? opposite(two()) : two();
    }
    if (code >= FIRST_SPELLING) {
      context.notes().unknownSide(spellings.get((int) (code - FIRST_SPELLING)));
    }
    AggressorSide side = LongDecoder.side(code);
    return maker ? opposite(side) : side;
  }

  /** What 2 means in the whole column, whatever comes first in it. */
  private AggressorSide two() throws IOException {
    if (two.isEmpty()) {
      boolean signs = facts.has(leaf, "-1");
      two = Optional.of(signs ? AggressorSide.UNKNOWN : AggressorSide.SELL);
    }
    if (two.get() == AggressorSide.UNKNOWN) {
      context.notes().unknownSide("2");
    } else {
      note(AggressorSide.SELL, "2");
    }
    return two.get();
  }

  private static AggressorSide opposite(AggressorSide side) {
    return switch (side) {
      case BUY -> AggressorSide.SELL;
      case SELL -> AggressorSide.BUY;
      case UNKNOWN -> AggressorSide.UNKNOWN;
    };
  }

  private long code(BytesSource text) {
    int length = Math.min(LONGEST, text.length);
    return code(new String(text.array, text.offset, length, StandardCharsets.UTF_8));
  }

  private long code(String spelling) {
    String word = spelling.toLowerCase(Locale.ROOT);
    AggressorSide side = makerFlag ? flag(word) : named(word);
    if (side == AggressorSide.UNKNOWN && !makerFlag && word.equals("2")) {
      return TWO;
    }
    if (side != AggressorSide.UNKNOWN) {
      note(side, spelling);
      return LongDecoder.code(side);
    }
    if (codes.size() == MOST_SPELLINGS && !codes.containsKey(spelling)) {
      return codes.values().iterator().next();
    }
    return codes.computeIfAbsent(
        spelling,
        key -> {
          spellings.add(key);
          return (long) FIRST_SPELLING + spellings.size() - 1;
        });
  }

  /** Says how a side is spelled; cheap where the same two words come again and again. */
  private void note(AggressorSide side, String spelling) {
    String last = side == AggressorSide.BUY ? lastBuy : lastSell;
    if (spelling.equals(last)) {
      return;
    }
    context.notes().side(side, spelling);
    if (side == AggressorSide.BUY) {
      lastBuy = spelling;
    } else {
      lastSell = spelling;
    }
  }

  private AggressorSide named(String word) {
    if (BUYS.contains(word)
        || word.startsWith("buy_")
        || context.configuration().buy().contains(word)) {
      return AggressorSide.BUY;
    }
    boolean sell =
        SELLS.contains(word)
            || word.startsWith("sell_")
            || context.configuration().sell().contains(word)
            || (word.equals("false") && type == Type.BOOLEAN);
    return sell ? AggressorSide.SELL : AggressorSide.UNKNOWN;
  }

  private static AggressorSide flag(String word) {
    return switch (word) {
      case "true", "1" -> AggressorSide.SELL;
      case "false", "0" -> AggressorSide.BUY;
      default -> AggressorSide.UNKNOWN;
    };
  }

  @Override
  public void reset() {
    decoder.reset();
  }

  @Override
  public void dictionary(byte[] data, int start, int end, int count) {
    decoder.dictionary(data, start, end, count);
  }

  @Override
  public LongSource values(Encoding encoding, byte[] data, int start, int end) {
    LongSource source = decoder.values(encoding, data, start, end);
    if (type == Type.BYTE_ARRAY) {
      return source;
    }
    return new LongSource() {
      private long last = RawSnapshot.NULL;
      private long lastCode;

      @Override
      public void read(long[] target, int offset, int count) {
        source.read(target, offset, count);
        for (int i = offset; i < offset + count; i++) {
          if (target[i] == RawSnapshot.NULL) {
            continue;
          }
          if (target[i] != last) {
            last = target[i];
            lastCode =
                code(type == Type.BOOLEAN ? Boolean.toString(last == 1) : Long.toString(last));
          }
          target[i] = lastCode;
        }
      }
    };
  }
}
