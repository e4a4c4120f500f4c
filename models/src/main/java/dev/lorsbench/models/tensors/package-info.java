/**
 * Named tensors in files: the safetensors format, read strictly and written atomically, so that
 * weights go both ways between this project and the released PyTorch code. Only {@link
 * dev.lorsbench.models.tensors.NativeTensors} touches natives.
 */
package dev.lorsbench.models.tensors;
