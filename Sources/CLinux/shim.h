// Linux calls that Swift cannot reach by itself: `syscall` is variadic.
#pragma once
#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

// Opens `path` beneath the folder `folder`: openat2(2) with `resolve` flags. Returns a descriptor or -1 with errno.
static inline int codebook_openat2(int folder, const char *path, unsigned long long flags,
                                   unsigned long long resolve) {
  struct open_how how = {.flags = flags, .mode = 0, .resolve = resolve};
  return (int)syscall(SYS_openat2, folder, path, &how, sizeof how);
}
