// The kernels in vectors of 8, with fused multiply and add.
#include "kernels.h"

#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define KERNELS codebook_kernels_avx2
#define KERNELS_NAME "avx2"
#include "kernels.inc"
#pragma clang attribute pop
#endif
