// Which kernels this processor can run.
#include "kernels.h"

extern const struct codebook_kernels codebook_kernels_plain, codebook_kernels_avx2, codebook_kernels_avx512;

const struct codebook_kernels *codebook_kernels_at(int level) {
  if (level == 0) return &codebook_kernels_plain;
#if defined(__x86_64__)
  int has_avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
  if (level == 1 && has_avx2) return &codebook_kernels_avx2;
  if (level == 2 && has_avx2 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
      __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw"))
    return &codebook_kernels_avx512;
#endif
  return NULL;
}

const struct codebook_kernels *codebook_best_kernels(void) {
  for (int level = 2; level > 0; level--) {
    const struct codebook_kernels *kernels = codebook_kernels_at(level);
    if (kernels) return kernels;
  }
  return &codebook_kernels_plain;
}
