/**
 * Realistic lakes out of nothing: seeded, simulated order books and trades in the layout that the
 * product reads.
 *
 * <ul>
 *   <li>{@link dev.silverbook.generator.GeneratorOptions}, {@link
 *       dev.silverbook.generator.BlemishRates}: what to generate; {@link
 *       dev.silverbook.generator.GeneratorOptionException}: what cannot be.
 *   <li>{@link dev.silverbook.generator.BronzeLakeGenerator}: generates it.
 *   <li>{@link dev.silverbook.generator.GenerationListener}, {@link
 *       dev.silverbook.generator.GeneratedLake}: what happened.
 * </ul>
 *
 * <p>Inside: {@code MarketSimulation} moves a {@code BookSide} pair under the weather of a {@code
 * MarketClimate}; {@code MarketDay} has it recorded at the times of a {@code CaptureSchedule};
 * {@code DatasetTape} and {@code SegmentedDataset} put the recording on disk.
 */
package dev.silverbook.generator;
