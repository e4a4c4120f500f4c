/** The set loss: Hungarian matching of queries to targets, then focal, L1 and GIoU losses. */
package dev.lorsbench.models.loss;
