package dev.silverbook.pipeline.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.silverbook.lake.InputObject;
import dev.silverbook.pipeline.store.LakeStore;
import dev.silverbook.pipeline.store.PendingObject;
import dev.silverbook.pipeline.store.StoreException;
import dev.silverbook.pipeline.store.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What every {@link LakeStore} keeps. */
public abstract class LakeStoreContract {

  /** More than one part of a multipart upload. */
  private static final int LARGE = 12_345_678;

  private static final int RACERS = 8;

  /** The store under test, empty at the start of each test; the same one within a test. */
  protected abstract LakeStore store();

  /** Puts an object by the ordinary way of writing; for tests that need a second writer. */
  protected final StoredObject put(String key, byte[] bytes) {
    Optional<String> seen = store().find(key).map(StoredObject::etag);
    return write(key, bytes, seen).orElseThrow();
  }

  private StoredObject put(String key, String text) {
    return put(key, text.getBytes(UTF_8));
  }

  private Optional<StoredObject> write(String key, byte[] bytes, Optional<String> expectedEtag) {
    try (PendingObject pending = store().create(key)) {
      pending.stream().write(bytes);
      return pending.commit(expectedEtag);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] read(StoredObject object) {
    InputObject input = store().open(object);
    try (InputStream in = input.open(0, input.size())) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String text(String key) {
    return new String(read(store().find(key).orElseThrow()), UTF_8);
  }

  @Test
  void directoriesAreNamedOnceAndAscending() {
    put("b=2/x=1/file", "1");
    put("b=2/x=2/file", "2");
    put("a=1/file", "3");
    put("file", "4");

    assertThat(store().directories("")).containsExactly("a=1", "b=2");
    assertThat(store().directories("b=2/")).containsExactly("x=1", "x=2");
    assertThat(store().directories("a=1/")).isEmpty();
  }

  @Test
  void hiddenDirectoriesAreNamedAndTheirObjectsAreNot() {
    put("a=1/file", "1");
    put("_delta_log/file", "2");

    assertThat(store().directories("")).containsExactly("_delta_log", "a=1");
    assertThat(store().objects("")).extracting(StoredObject::key).containsExactly("a=1/file");
  }

  @Test
  void aMissingPrefixIsEmpty() {
    assertThat(store().directories("none/")).isEmpty();
    assertThat(store().objects("none/")).isEmpty();
    assertThat(store().directories("")).isEmpty();
    assertThat(store().objects("")).isEmpty();
  }

  @Test
  void objectsAreListedAtAnyDepthByAscendingKey() {
    put("day=1/part-1.parquet", "one");
    put("day=1/hour=02/part-0.parquet", "three");
    put("day=1/part-0.parquet", "");

    assertThat(store().objects("day=1/"))
        .extracting(StoredObject::key)
        .containsExactly(
            "day=1/hour=02/part-0.parquet", "day=1/part-0.parquet", "day=1/part-1.parquet");
    assertThat(store().objects("day=1/"))
        .extracting(StoredObject::size)
        .containsExactly(5L, 0L, 3L);
  }

  @Test
  void aPrefixEndsAtItsSlash() {
    put("day=1/a", "1");
    put("day=10/a", "10");

    assertThat(store().objects("day=1/")).extracting(StoredObject::key).containsExactly("day=1/a");
  }

  @Test
  void hiddenNamesAreNotListedAtAnyDepth() {
    put("day=1/a", "1");
    put("day=1/.a.crc", "2");
    put("day=1/_SUCCESS", "3");
    put("day=1/_temporary/a", "4");
    put("day=1/.hidden/x=1/a", "5");

    assertThat(store().objects("day=1/")).extracting(StoredObject::key).containsExactly("day=1/a");
    assertThat(store().objects("")).extracting(StoredObject::key).containsExactly("day=1/a");
  }

  @Test
  void findKnowsExactlyOneKey() {
    StoredObject stored = put("day=1/a", "abc");

    assertThat(store().find("day=1/a")).contains(stored);
    assertThat(store().objects("day=1/")).containsExactly(stored);
    assertThat(stored.size()).isEqualTo(3);
    assertThat(store().find("day=1/b")).isEmpty();
    assertThat(store().find("day=1")).isEmpty();
  }

  @Test
  void keysKeepTheirCharacters() {
    String key = "exchange=x y/symbol=BTC~USDT+%2F&ü/day=1/a=b c%20d.parquet";
    put(key, "abc");

    assertThat(store().objects("exchange=x y/")).extracting(StoredObject::key).containsExactly(key);
    assertThat(store().directories("exchange=x y/")).containsExactly("symbol=BTC~USDT+%2F&ü");
    assertThat(text(key)).isEqualTo("abc");
  }

  @Test
  void aRangeIsReadExactlyAndStreamsAreIndependent() throws IOException {
    InputObject input = store().open(put("a", "0123456789"));

    assertThat(input.key()).isEqualTo("a");
    assertThat(input.size()).isEqualTo(10);
    try (InputStream first = input.open(2, 3);
        InputStream second = input.open(9, 1)) {
      assertThat(first.read()).isEqualTo('2');
      assertThat(new String(second.readAllBytes(), UTF_8)).isEqualTo("9");
      assertThat(new String(first.readAllBytes(), UTF_8)).isEqualTo("34");
    }
  }

  @Test
  void aLargeObjectSurvivesTheRoundTrip() {
    byte[] bytes = new byte[LARGE];
    new Random(1).nextBytes(bytes);

    StoredObject stored = put("large", bytes);

    assertThat(stored.size()).isEqualTo(LARGE);
    assertThat(read(stored)).isEqualTo(bytes);
  }

  @Test
  void aLargeObjectIsReplacedOnlyWhileItIsWhatWasSeen() {
    StoredObject seen = put("large", "first");
    byte[] bytes = new byte[LARGE];

    assertThat(write("large", bytes, Optional.of(seen.etag()))).isPresent();
    assertThat(write("large", bytes, Optional.of(seen.etag()))).isEmpty();
    assertThat(write("large", bytes, Optional.empty())).isEmpty();
  }

  @Test
  void nothingIsVisibleBeforeTheCommit() throws IOException {
    try (PendingObject pending = store().create("day=1/a")) {
      pending.stream().write(new byte[100]);
      pending.stream().flush();
      assertThat(store().find("day=1/a")).isEmpty();
      assertThat(store().objects("")).isEmpty();

      assertThat(pending.commit(Optional.empty())).isPresent();
      assertThat(store().find("day=1/a")).isPresent();
    }
    assertThat(store().find("day=1/a")).isPresent();
  }

  @Test
  void closingWithoutACommitLeavesNoTraceAndTheOldVersion() throws IOException {
    put("day=1/a", "old");
    PendingObject replacing = store().create("day=1/a");
    replacing.stream().write(new byte[100]);
    replacing.close();
    replacing.close();
    PendingObject fresh = store().create("day=2/a");
    fresh.stream().write(new byte[100]);
    fresh.close();

    assertThat(text("day=1/a")).isEqualTo("old");
    assertThat(store().objects("")).extracting(StoredObject::key).containsExactly("day=1/a");
  }

  @Test
  void aStreamMayBeClosedBeforeTheCommit() throws IOException {
    try (PendingObject pending = store().create("a")) {
      pending.stream().write("abc".getBytes(UTF_8));
      pending.stream().close();
      assertThat(pending.commit(Optional.empty())).isPresent();
    }
    assertThat(text("a")).isEqualTo("abc");
  }

  @Test
  void anObjectThatShouldNotExistIsNotReplaced() {
    put("a", "old");

    assertThat(write("a", "new".getBytes(UTF_8), Optional.empty())).isEmpty();
    assertThat(text("a")).isEqualTo("old");
  }

  @Test
  void anObjectThatChangedSinceItWasSeenIsNotReplaced() {
    StoredObject seen = put("a", "seen");
    put("a", "then");

    assertThat(write("a", "mine".getBytes(UTF_8), Optional.of(seen.etag()))).isEmpty();
    assertThat(text("a")).isEqualTo("then");
  }

  @Test
  void anObjectThatVanishedSinceItWasSeenIsNotWritten() {
    assertThat(write("a", "mine".getBytes(UTF_8), Optional.of("no-such-version"))).isEmpty();
    assertThat(store().find("a")).isEmpty();
  }

  @Test
  void otherBytesOfTheSameSizeAreAnotherVersion() {
    StoredObject first = put("a", "abc");
    StoredObject second = put("a", "abd");

    assertThat(second.etag()).isNotEqualTo(first.etag());
    assertThat(store().find("a")).contains(second);
  }

  @Test
  void aVersionThatWasReplacedIsNotReadAsIfItWereStillThere() {
    StoredObject listed = put("a", "abc");
    put("a", "abd");

    assertThatThrownBy(() -> read(listed))
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.reason().retryable()).isTrue())
        .hasMessageContaining("a");
  }

  @Test
  void theVersionThatWasSeenIsDeleted() {
    StoredObject seen = put("day=1/a", "seen");

    assertThat(store().delete("day=1/a", seen.etag())).isTrue();

    assertThat(store().find("day=1/a")).isEmpty();
    assertThat(store().objects("")).isEmpty();
  }

  @Test
  void anotherVersionThanTheOneSeenIsNotDeleted() {
    StoredObject seen = put("day=1/a", "seen");
    put("day=1/a", "then");

    assertThat(store().delete("day=1/a", seen.etag())).isFalse();

    assertThat(text("day=1/a")).isEqualTo("then");
  }

  @Test
  void whatIsNotThereCountsAsDeleted() {
    assertThat(store().delete("day=1/a", "no-such-version")).isTrue();
    put("day=1/b", "other");
    assertThat(store().delete("day=1/a", "no-such-version")).isTrue();
    assertThat(text("day=1/b")).isEqualTo("other");
  }

  @Test
  void oneOfManyFirstWritersWins() {
    List<Boolean> won =
        Race.of(
            RACERS,
            racer -> write("a", ("by " + racer).getBytes(UTF_8), Optional.empty()).isPresent());

    assertThat(won).containsOnlyOnce(true);
    assertThat(text("a")).isEqualTo("by " + won.indexOf(true));
  }

  @Test
  void oneOfManyReplacersWins() {
    String seen = put("a", "old").etag();

    List<Boolean> won =
        Race.of(
            RACERS,
            racer -> write("a", ("by " + racer).getBytes(UTF_8), Optional.of(seen)).isPresent());

    assertThat(won).containsOnlyOnce(true);
    assertThat(text("a")).isEqualTo("by " + won.indexOf(true));
  }
}
