/**
 * Estimators with state of their own.
 *
 * <ul>
 *   <li>{@link dev.silverbook.features.internal.estimator.Vpin}: volume-synchronised probability of
 *       informed trading.
 *   <li>{@link dev.silverbook.features.internal.estimator.RollSpread}: effective spread from serial
 *       covariance.
 *   <li>{@link dev.silverbook.features.internal.estimator.RegimeTime}: share of time spent in each
 *       spread regime.
 *   <li>{@link dev.silverbook.features.internal.estimator.SweepCost}: cost of walking the book.
 * </ul>
 */
package dev.silverbook.features.internal.estimator;
