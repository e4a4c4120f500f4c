/**
 * Objects in an S3-compatible store: whole files that any machine can fetch by a {@code s3://} URI.
 * Nothing of the client library is loaded before a store is opened.
 */
package dev.lorsbench.workers.objects;
