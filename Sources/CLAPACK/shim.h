// LAPACK's Fortran symbols that the engine calls; Debian's liblapack-dev ships no C header.
#pragma once

// Selected eigenvalues and eigenvectors of a real symmetric matrix (column-major).
void dsyevr_(const char *jobz, const char *range, const char *uplo, const int *n, double *a, const int *lda,
             const double *vl, const double *vu, const int *il, const int *iu, const double *abstol, int *m, double *w,
             double *z, const int *ldz, int *isuppz, double *work, const int *lwork, int *iwork, const int *liwork,
             int *info);
// The library's version: major, minor, patch.
void ilaver_(int *major, int *minor, int *patch);
