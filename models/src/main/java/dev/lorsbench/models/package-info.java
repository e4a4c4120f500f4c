/** models. */
package dev.lorsbench.models;
