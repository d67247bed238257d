package dev.carillon.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BatchSizeTest {

  @Test
  void isHalvedByEachFailureDownToOne() {
    BatchSize batch = new BatchSize(10);

    assertThat(Stream.generate(() -> afterFailure(batch)).limit(5)).containsExactly(5, 2, 1, 1, 1);
  }

  @Test
  void isDoubledByEachSuccessUpToTheMost() {
    BatchSize batch = new BatchSize(10);
    IntStream.range(0, 5).forEach(i -> batch.failed());

    assertThat(Stream.generate(() -> afterSuccess(batch)).limit(5))
        .containsExactly(2, 4, 8, 10, 10);
  }

  @Test
  void beginsWithTheMostAndStaysThere() {
    BatchSize batch = new BatchSize(Integer.MAX_VALUE);

    assertThat(batch.size()).isEqualTo(Integer.MAX_VALUE);
    assertThat(afterSuccess(batch)).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void mayBeOneAtMost() {
    BatchSize batch = new BatchSize(1);

    assertThat(afterFailure(batch)).isEqualTo(1);
    assertThat(afterSuccess(batch)).isEqualTo(1);
  }

  private static int afterFailure(BatchSize batch) {
    batch.failed();
    return batch.size();
  }

  private static int afterSuccess(BatchSize batch) {
    batch.succeeded();
    return batch.size();
  }
}
