/** What is known about a model before it is trained: its configuration and its size. */
package dev.lorsbench.cli.model;
