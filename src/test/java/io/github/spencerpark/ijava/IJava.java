package io.github.spencerpark.ijava;

import io.github.spencerpark.jupyter.kernel.BaseKernel;

/** Stands in for IJava's main class, which is on no registry: it only tells the running kernel. */
public final class IJava {
  /** What runs, or null. */
  public static BaseKernel running;

  private IJava() {}

  public static BaseKernel getKernelInstance() {
    return running;
  }
}
