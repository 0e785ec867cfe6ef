/**
 * What is measured, on what and how often: the artifacts of a checkout, the script in Python they
 * are compared with, and {@link dev.silverbook.benchmark.subject.Workload}.
 */
package dev.silverbook.benchmark.subject;
