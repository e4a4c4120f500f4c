/** The one native entry of DJL's PyTorch engine that is not public. */
package ai.djl.pytorch.jni;
