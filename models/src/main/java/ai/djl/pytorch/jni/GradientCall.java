package ai.djl.pytorch.jni;

import ai.djl.pytorch.engine.PtSymbolBlock;

/**
 * Runs a method of a TorchScript module, with gradients recorded where they are wanted.
 *
 * <p>DJL's own {@code IValueUtils.runMethod} always disables autograd, and the native entry that
 * does not is visible in this package alone; hence this one class in a package that is not ours.
 */
public final class GradientCall {
  private GradientCall() {}

  /**
   * Calls {@code method}.
   *
   * @param record whether autograd follows the thread's gradient mode, or is off for this call
   */
  public static IValue run(PtSymbolBlock module, String method, boolean record, IValue... inputs) {
    long[] handles = new long[inputs.length];
    for (int i = 0; i < inputs.length; i++) {
      handles[i] = inputs[i].getHandle();
    }
    return new IValue(
        PyTorchLibrary.LIB.moduleRunMethod(module.getHandle(), method, handles, record, false));
  }
}
