/**
 * The one reader of image files: a closed list of formats, recognised by their first bytes, decoded
 * to the stored pixels as RGB. What is not on the list, or is damaged, is refused by name.
 */
package dev.lorsbench.images;
