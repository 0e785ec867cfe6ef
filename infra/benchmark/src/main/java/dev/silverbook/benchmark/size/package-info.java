/** Less precise values: what they save and what they cost. */
package dev.silverbook.benchmark.size;
