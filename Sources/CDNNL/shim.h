// oneDNN's products. It runs on OpenMP, whose setting for the calling thread is declared here rather than by omp.h,
// which not every compiler ships.
#include <dnnl.h>

void omp_set_num_threads(int count);
