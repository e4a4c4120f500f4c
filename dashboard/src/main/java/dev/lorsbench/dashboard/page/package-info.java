/**
 * Rendering: templates, the addresses of scripts and styles, numbers and times as people read them.
 */
package dev.lorsbench.dashboard.page;
