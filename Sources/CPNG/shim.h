#include <png.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

// libpng reports errors with longjmp, which must not cross Swift's frames: this writes one grey image between setjmp and
// return. The bytes are the caller's to free.

struct codebook_png {
  unsigned char *bytes;
  size_t count;
  size_t capacity;
};

static inline void codebook_png_append(png_structp png, png_bytep data, size_t length) {
  struct codebook_png *file = (struct codebook_png *)png_get_io_ptr(png);
  if (length > SIZE_MAX / 2 - file->count) png_error(png, "too long");
  if (file->count + length > file->capacity) {
    size_t capacity = (file->count + length) * 2;
    unsigned char *bytes = (unsigned char *)realloc(file->bytes, capacity);
    if (!bytes) png_error(png, "out of memory");
    file->bytes = bytes;
    file->capacity = capacity;
  }
  memcpy(file->bytes + file->count, data, length);
  file->count += length;
}

static inline void codebook_png_flush(png_structp png) { (void)png; }

static inline void codebook_png_error(png_structp png, png_const_charp message) {
  (void)message;
  png_longjmp(png, 1);
}

static inline void codebook_png_warning(png_structp png, png_const_charp message) {
  (void)png;
  (void)message;
}

// Writes width × height grey bytes, row-major, with zlib's best compression, unfiltered or with libpng's choice of
// filter per row. Returns 1, or 0 where it failed and nothing is left to free.
static inline int codebook_png_write_gray(
    const unsigned char *pixels, unsigned width, unsigned height, int is_filtered, struct codebook_png *file) {
  file->bytes = NULL;
  file->count = 0;
  file->capacity = 0;
  png_structp png = png_create_write_struct(
      PNG_LIBPNG_VER_STRING, NULL, codebook_png_error, codebook_png_warning);
  if (!png) return 0;
  png_infop info = png_create_info_struct(png);
  if (!info || setjmp(png_jmpbuf(png))) {
    png_destroy_write_struct(&png, &info);
    free(file->bytes);
    file->bytes = NULL;
    return 0;
  }
  png_set_write_fn(png, file, codebook_png_append, codebook_png_flush);
  png_set_IHDR(png, info, width, height, 8, PNG_COLOR_TYPE_GRAY, PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
               PNG_FILTER_TYPE_DEFAULT);
  png_set_compression_level(png, 9);
  png_set_filter(png, PNG_FILTER_TYPE_BASE, is_filtered ? PNG_ALL_FILTERS : PNG_FILTER_NONE);
  png_write_info(png, info);
  for (unsigned row = 0; row < height; row++) png_write_row(png, pixels + (size_t)row * width);
  png_write_end(png, NULL);
  png_destroy_write_struct(&png, &info);
  return 1;
}
