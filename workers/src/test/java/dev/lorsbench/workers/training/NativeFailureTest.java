package dev.lorsbench.workers.training;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.EngineException;
import dev.lorsbench.experiment.Failure;
import dev.lorsbench.experiment.TrialException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What PyTorch says of a full card, as it says it. */
class NativeFailureTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "CUDA out of memory. Tried to allocate 20.00 MiB (GPU 0; 7.93 GiB total capacity; 6.86 GiB"
            + " already allocated; 14.56 MiB free; 7.06 GiB reserved in total by PyTorch)",
        "CUDA out of memory. Tried to allocate 2.00 GiB. GPU 0 has a total capacity of 23.69 GiB of"
            + " which 1.12 GiB is free. Process 4242 has 22.56 GiB memory in use.",
        "CUDA error: out of memory\nCUDA kernel errors might be asynchronously reported at some"
            + " other API call, so the stacktrace below might be incorrect.",
        "CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`",
        "cuDNN error: CUDNN_STATUS_ALLOC_FAILED",
        "cusolver error: CUSOLVER_STATUS_ALLOC_FAILED, when calling `cusolverDnCreate(handle)`",
        "cuFFT error: CUFFT_ALLOC_FAILED",
        "CUDA driver error: CUDA_ERROR_OUT_OF_MEMORY",
        "[enforce fail at alloc_cpu.cpp:119] err == 0. DefaultCPUAllocator: can't allocate memory:"
            + " you tried to allocate 4096 bytes. Error code 12 (Cannot allocate memory)"
      })
  void aFullCardIsOutOfMemory(String said) {
    TrialException e = NativeFailure.of("step 3", new EngineException("a trace\n" + said));
    assertThat(e.failure()).isEqualTo(Failure.OUT_OF_MEMORY);
    assertThat(e.getMessage()).startsWith("out of memory at step 3: ").hasLineCount(1);
    assertThat(e.getMessage()).contains(said.lines().findFirst().orElseThrow());
  }

  @Test
  void otherErrorsOfACardAreNot() {
    for (String said :
        new String[] {
          "CUDA error: an illegal memory access was encountered",
          "CUDA error: device-side assert triggered",
          "cuDNN error: CUDNN_STATUS_EXECUTION_FAILED",
          "CUDA error: no kernel image is available for execution on the device"
        }) {
      TrialException e = NativeFailure.of("step 3", new EngineException(said));
      assertThat(e.failure()).isEqualTo(Failure.INTERNAL);
      assertThat(e.getMessage()).contains(said);
    }
  }
}
