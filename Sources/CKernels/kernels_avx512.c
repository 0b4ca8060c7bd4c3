// The kernels in vectors of 16.
#include "kernels.h"

#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2,fma,avx512f,avx512vl,avx512dq,avx512bw"))), \
                             apply_to = function)
#define KERNELS codebook_kernels_avx512
#define KERNELS_NAME "avx512"
#include "kernels.inc"
#pragma clang attribute pop
#endif
