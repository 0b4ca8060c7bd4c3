// The kernels in the vectors that every processor of this architecture has.
#include "kernels.h"

#define KERNELS codebook_kernels_plain
#define KERNELS_NAME "plain"
#include "kernels.inc"
