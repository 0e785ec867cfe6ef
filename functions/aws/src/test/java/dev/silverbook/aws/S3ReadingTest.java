package dev.silverbook.aws;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.silverbook.aws.FakeServer.Answer;
import dev.silverbook.aws.FakeServer.Request;
import dev.silverbook.lake.InputObject;
import dev.silverbook.pipeline.failure.FailureReason;
import dev.silverbook.pipeline.store.StoreException;
import dev.silverbook.pipeline.store.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class S3ReadingTest {

  private static final String ETAG = "e1";
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d+)");

  /** More than the progress that makes a stream's earlier breaks forgotten. */
  private static final int PROGRESS = 80 << 10;

  private final RecordedPauses pauses = new RecordedPauses();
  private FakeServer server;

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void aBrokenStreamContinuesAtTheByteThatIsMissing() throws IOException {
    byte[] bytes = random(1_000);
    S3Store store = store(bytes, request -> partOf(bytes, request, 300), 0);

    assertThat(read(store, bytes.length, 100, 800)).isEqualTo(Arrays.copyOfRange(bytes, 100, 900));

    assertThat(ranges()).containsExactly("bytes=100-899", "bytes=400-899", "bytes=700-899");
    assertThat(pauses.failures()).containsExactly(1, 2);
  }

  @Test
  void everyRequestInsistsOnTheListedVersion() throws IOException {
    byte[] bytes = random(1_000);
    S3Store store = store(bytes, request -> partOf(bytes, request, 600), 0);

    read(store, bytes.length, 0, 1_000);

    assertThat(server.requests())
        .hasSize(2)
        .allSatisfy(request -> assertThat(request.header("If-Match")).contains("\"e1\""));
  }

  @Test
  void aStreamThatMakesNoProgressIsGivenUp() {
    byte[] bytes = random(1_000);
    S3Store store = store(bytes, request -> partOf(bytes, request, 0), 0);

    assertFails(
        () -> read(store, bytes.length, 0, 1_000),
        FailureReason.STORE_UNAVAILABLE,
        "s3:GetObject on s3://bucket/bronze/a broke off 4 times, at last at byte 0");
    assertThat(pauses.failures()).containsExactly(1, 2, 3);
  }

  @Test
  void breaksAreForgottenWithProgress() throws IOException {
    byte[] bytes = random(10 * PROGRESS);
    S3Store store = store(bytes, request -> partOf(bytes, request, PROGRESS), 0);

    assertThat(read(store, bytes.length, 0, bytes.length)).isEqualTo(bytes);

    assertThat(pauses.failures()).hasSize(9).containsOnly(1);
  }

  @Test
  void aReplacedObjectIsNotReadOn() {
    byte[] bytes = random(1_000);
    S3Store store =
        store(
            bytes,
            request ->
                server.requests().size() == 1
                    ? partOf(bytes, request, 300)
                    : Answer.error(412, "PreconditionFailed"),
            0);

    assertFails(
        () -> read(store, bytes.length, 0, 1_000),
        FailureReason.STORE_UNAVAILABLE,
        "s3://bucket/bronze/a was replaced after it was listed with ETag e1 and 1000 bytes");
  }

  @Test
  void aRemovedObjectIsAPassingFailureAndAMissingBucketIsNot() {
    S3Store removed = store(random(9), request -> Answer.error(404, "NoSuchKey"), 0);
    assertFails(
        () -> read(removed, 9, 0, 9), FailureReason.STORE_UNAVAILABLE, "was removed after it was");
    server.close();

    S3Store missing = store(random(9), request -> Answer.error(404, "NoSuchBucket"), 0);
    assertFails(() -> read(missing, 9, 0, 9), FailureReason.BAD_CONFIGURATION, "NoSuchBucket");
  }

  @Test
  void aServerThatIgnoresRangesIsNotBelieved() {
    byte[] bytes = random(1_000);
    S3Store store = store(bytes, request -> Answer.of(200, new String(bytes, ISO_8859_1)), 0);

    assertFails(
        () -> read(store, bytes.length, 100, 10),
        FailureReason.STORE_UNAVAILABLE,
        "asked for 10 bytes from 100, was offered 1000");
  }

  @Test
  void aDenialNamesActionAndObject() {
    S3Store store = store(random(9), request -> Answer.error(403, "AccessDenied"), 0);

    assertFails(
        () -> read(store, 9, 0, 9),
        FailureReason.ACCESS_DENIED,
        "the role in use needs s3:GetObject on s3://bucket/bronze/a");
  }

  @Test
  void aSmallObjectIsFetchedOnceForAllItsRanges() throws IOException {
    byte[] bytes = random(1_000);
    S3Store store = store(bytes, request -> partOf(bytes, request, 1_000), 1_000);
    InputObject object = store.open(new StoredObject("a", 1_000, ETAG));

    for (int offset = 0; offset < 1_000; offset += 100) {
      try (InputStream stream = object.open(offset, 100)) {
        assertThat(stream.readAllBytes())
            .isEqualTo(Arrays.copyOfRange(bytes, offset, offset + 100));
      }
    }

    assertThat(ranges()).containsExactly("bytes=0-999");
  }

  @Test
  void anObjectBeyondTheBudgetIsReadInItsRanges() throws IOException {
    byte[] bytes = random(1_000);
    S3Store store = store(bytes, request -> partOf(bytes, request, 1_000), 1_500);
    InputObject first = store.open(new StoredObject("a", 1_000, ETAG));
    InputObject second = store.open(new StoredObject("b", 1_000, ETAG));

    try (InputStream held = first.open(0, 1);
        InputStream ranged = second.open(5, 5)) {
      assertThat(held.read()).isEqualTo(bytes[0] & 0xff);
      assertThat(ranged.readAllBytes()).isEqualTo(Arrays.copyOfRange(bytes, 5, 10));
    }

    assertThat(ranges()).containsExactly("bytes=0-999", "bytes=5-9");
  }

  private static List<StoredObject> listing(int count, int size) {
    return IntStream.range(0, count)
        .mapToObj(number -> new StoredObject("%03d".formatted(number), size, ETAG))
        .toList();
  }

  /** As the lake reads: a footer and the times of each, then everything of each. */
  private static void readTwice(List<InputObject> objects, byte[] expected) throws IOException {
    for (int pass = 1; pass <= 2; pass++) {
      for (InputObject object : objects) {
        for (int part = 0; part < 4 * pass; part++) {
          try (InputStream stream = object.open(part * 10L, 10)) {
            assertThat(stream.readAllBytes())
                .isEqualTo(Arrays.copyOfRange(expected, part * 10, part * 10 + 10));
          }
        }
      }
    }
  }

  @Test
  void manySmallObjectsThatFitAreFetchedOnceEach() throws IOException {
    byte[] bytes = random(1_000);
    S3Store store = store(bytes, request -> partOf(bytes, request, 1_000), 200_000);

    readTwice(store.openAll(listing(100, 1_000)), bytes);

    assertThat(ranges()).hasSize(100).containsOnly("bytes=0-999");
  }

  @Test
  void whatDoesNotFitIsFetchedWholeOnceMoreAndNoMoreIsHeldThanTheBudget() throws IOException {
    byte[] bytes = random(1_000);
    S3Store store = store(bytes, request -> partOf(bytes, request, 1_000), 50_000);

    readTwice(store.openAll(listing(100, 1_000)), bytes);

    assertThat(ranges()).hasSizeBetween(150, 200).containsOnly("bytes=0-999");
  }

  @Test
  void objectsThatComeNextAreFetchedWhileOneIsRead() throws IOException, InterruptedException {
    byte[] bytes = random(1_000);
    CountDownLatch together = new CountDownLatch(5);
    S3Store store =
        store(
            bytes,
            request -> {
              together.countDown();
              awaitAll(together);
              return partOf(bytes, request, 1_000);
            },
            10_000);

    // The first is answered only when the requests for four more are there.
    try (InputStream stream = store.openAll(listing(5, 1_000)).get(0).open(0, 1)) {
      assertThat(stream.read()).isEqualTo(bytes[0] & 0xff);
    }

    assertThat(together.getCount()).isZero();
  }

  private static void awaitAll(CountDownLatch latch) {
    try {
      if (!latch.await(60, TimeUnit.SECONDS)) {
        throw new AssertionError("the others are not asked for");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void anObjectAheadThatCannotBeFetchedFailsWhenItIsReadAndNotBefore() throws IOException {
    byte[] bytes = random(1_000);
    S3Store store =
        store(
            bytes,
            request ->
                request.path().endsWith("001")
                    ? Answer.error(403, "AccessDenied")
                    : partOf(bytes, request, 1_000),
            10_000);
    List<InputObject> objects = store.openAll(listing(2, 1_000));

    try (InputStream stream = objects.get(0).open(0, 1_000)) {
      assertThat(stream.readAllBytes()).isEqualTo(bytes);
    }

    assertFails(
        () -> objects.get(1).open(0, 1).read(),
        FailureReason.ACCESS_DENIED,
        "the role in use needs s3:GetObject on s3://bucket/bronze/001");
  }

  @Test
  void anEmptyRangeAsksNothingAndARangeBeyondTheEndIsRefused() throws IOException {
    S3Store store = store(random(9), request -> Answer.error(500, "InternalError"), 0);
    InputObject object = store.open(new StoredObject("a", 9, ETAG));

    try (InputStream stream = object.open(9, 0)) {
      assertThat(stream.read()).isEqualTo(-1);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> object.open(5, 5))
        .withMessage("s3://bucket/bronze/a has 9 bytes: there are no 5 bytes at 5");
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void closingEarlyAsksForNoMore() throws IOException {
    byte[] bytes = random(1 << 20);
    S3Store store = store(bytes, request -> partOf(bytes, request, bytes.length), 0);
    InputObject object = store.open(new StoredObject("a", bytes.length, ETAG));

    InputStream stream = object.open(0, bytes.length);
    assertThat(stream.read()).isEqualTo(bytes[0] & 0xff);
    stream.close();
    stream.close();

    assertThatThrownBy(stream::read).isInstanceOf(IOException.class).hasMessageContaining("closed");
    assertThat(ranges()).hasSize(1);
  }

  @Test
  void aListingOfSeveralPagesIsRelativeToTheRootAndLeavesMarkersOut() {
    server =
        new FakeServer(
            request ->
                Answer.of(
                    200,
                    request.query().contains("continuation-token=next")
                        ? page("", "bronze/day=1/b", "bronze/day=1/a", "bronze/day=1/_x/a")
                        : page(
                            "next", "bronze/day=1/", "bronze/day=1/h_$folder$", "bronze/day=1/c")));
    S3Store store = storeAt(0);

    assertThat(store.objects("day=1/"))
        .containsExactly(
            new StoredObject("day=1/a", 0, "x"),
            new StoredObject("day=1/b", 0, "x"),
            new StoredObject("day=1/c", 0, "x"));
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void aPageOfAListingThatBreaksOffIsAskedForAgain() {
    AtomicInteger asked = new AtomicInteger();
    String whole = page("", "bronze/day=1/a");
    server =
        new FakeServer(
            request ->
                asked.incrementAndGet() < 3
                    ? Answer.of(200, whole.substring(0, whole.length() / 2))
                    : Answer.of(200, whole));

    assertThat(storeAt(0).objects("day=1/")).containsExactly(new StoredObject("day=1/a", 0, "x"));
    assertThat(pauses.failures()).containsExactly(1, 2);
  }

  @Test
  void aListingThatKeepsBreakingOffIsAPassingFailure() {
    server = new FakeServer(request -> Answer.of(200, "<ListBucketResult><Is"));

    assertFails(
        () -> storeAt(0).objects("day=1/"),
        FailureReason.STORE_UNAVAILABLE,
        "s3:ListBucket on s3://bucket/bronze/day=1/ failed: ");
    assertThat(pauses.failures()).hasSize(3);
  }

  @Test
  void aThrottledListingIsAPassingFailure() {
    server = new FakeServer(request -> Answer.error(503, "SlowDown"));

    assertFails(
        () -> storeAt(0).objects("day=1/"),
        FailureReason.THROTTLED,
        "s3:ListBucket on s3://bucket/bronze/day=1/ failed: as told (HTTP 503 SlowDown");
  }

  private static String page(String next, String... keys) {
    StringBuilder xml = new StringBuilder("<ListBucketResult>");
    xml.append("<IsTruncated>").append(!next.isEmpty()).append("</IsTruncated>");
    if (!next.isEmpty()) {
      xml.append("<NextContinuationToken>").append(next).append("</NextContinuationToken>");
    }
    for (String key : keys) {
      xml.append("<Contents><Key>").append(key).append("</Key><Size>0</Size>");
      xml.append("<ETag>&quot;x&quot;</ETag></Contents>");
    }
    return xml.append("</ListBucketResult>").toString();
  }

  /** Answers the range asked for, but breaks the connection after {@code most} bytes. */
  private static Answer partOf(byte[] bytes, Request request, int most) {
    Matcher range = RANGE.matcher(request.header("Range").orElseThrow());
    assertThat(range.matches()).isTrue();
    int from = Integer.parseInt(range.group(1));
    int to = Integer.parseInt(range.group(2)) + 1;
    String part = new String(bytes, from, Math.min(to - from, most), ISO_8859_1);
    return new Answer(206, Map.of(), part, to - from);
  }

  private S3Store store(byte[] bytes, Function<Request, Answer> behaviour, long budget) {
    assertThat(bytes).isNotEmpty();
    server = new FakeServer(behaviour);
    return storeAt(budget);
  }

  private S3Store storeAt(long budget) {
    return new S3Store(
        TestClients.s3(server.uri()),
        new S3Location("bucket", "bronze"),
        pauses,
        5 << 20,
        new HeldBytes(4 << 20, budget));
  }

  private static byte[] read(S3Store store, long size, long offset, long length)
      throws IOException {
    try (InputStream stream = store.open(new StoredObject("a", size, ETAG)).open(offset, length)) {
      return stream.readAllBytes();
    }
  }

  private List<String> ranges() {
    return server.requests().stream()
        .map(request -> request.header("Range").orElseThrow())
        .toList();
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  private static void assertFails(ThrowingCallable call, FailureReason reason, String message) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(StoreException.class, e -> assertThat(e.reason()).isEqualTo(reason))
        .hasMessageContaining(message);
  }
}
