/** Models out of files: what a file says about itself, and the detector that it holds. */
package dev.lorsbench.workers.saved;
