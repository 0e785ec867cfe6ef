/** Where objects are: the store port, listing one partition, its fingerprint. */
package dev.silverbook.pipeline.store;
