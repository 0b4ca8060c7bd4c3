// oneDNN's products. It runs on OpenMP, whose setting for the calling thread is declared here rather than by omp.h,
// which not every compiler ships.
#include <dnnl.h>
#include <stdlib.h>

void omp_set_num_threads(int count);

// A product of one shape, planned once and run often, by one thread: result = left · right, or added to the result.
// `type` is that of both factors; sums and result are float.
struct codebook_product_shape {
  int64_t rows, columns, depth;
  int64_t left_stride, right_stride, result_stride;  // numbers from row to row in memory
  int left_transposed, right_transposed, accumulating;
};

struct codebook_product {
  dnnl_engine_t engine;
  dnnl_stream_t stream;
  dnnl_primitive_t primitive;
  dnnl_memory_t left, right, result, scratchpad;
  void *scratch;
};

static inline void codebook_product_free(struct codebook_product *product) {
  if (product->left) dnnl_memory_destroy(product->left);
  if (product->right) dnnl_memory_destroy(product->right);
  if (product->result) dnnl_memory_destroy(product->result);
  if (product->scratchpad) dnnl_memory_destroy(product->scratchpad);
  if (product->primitive) dnnl_primitive_destroy(product->primitive);
  if (product->stream) dnnl_stream_destroy(product->stream);
  if (product->engine) dnnl_engine_destroy(product->engine);
  free(product->scratch);
  free(product);
}

static inline dnnl_status_t codebook_matrix_init(dnnl_memory_desc_t *matrix, dnnl_data_type_t type, int64_t rows,
                                                 int64_t columns, int64_t stride, int transposed) {
  dnnl_dims_t dims = {rows, columns};
  dnnl_dims_t strides = {transposed ? 1 : stride, transposed ? stride : 1};
  return dnnl_memory_desc_init_by_strides(matrix, 2, dims, type, strides);
}

// Null where oneDNN has no such product for this processor, or memory is short.
static inline struct codebook_product *codebook_product_new(const struct codebook_product_shape *shape,
                                                            dnnl_data_type_t type) {
  struct codebook_product *product = calloc(1, sizeof *product);
  if (!product) return NULL;
  dnnl_memory_desc_t left, right, result;
  dnnl_matmul_desc_t matmul;
  dnnl_primitive_attr_t attributes = NULL;
  dnnl_post_ops_t additions = NULL;
  dnnl_primitive_desc_t description = NULL;
  int failed =
      codebook_matrix_init(&left, type, shape->rows, shape->depth, shape->left_stride, shape->left_transposed) ||
      codebook_matrix_init(&right, type, shape->depth, shape->columns, shape->right_stride,
                           shape->right_transposed) ||
      codebook_matrix_init(&result, dnnl_f32, shape->rows, shape->columns, shape->result_stride, 0) ||
      dnnl_matmul_desc_init(&matmul, &left, &right, NULL, &result) || dnnl_primitive_attr_create(&attributes) ||
      dnnl_primitive_attr_set_scratchpad_mode(attributes, dnnl_scratchpad_mode_user) ||
      (shape->accumulating && (dnnl_post_ops_create(&additions) || dnnl_post_ops_append_sum(additions, 1) ||
                               dnnl_primitive_attr_set_post_ops(attributes, additions))) ||
      dnnl_engine_create(&product->engine, dnnl_cpu, 0) ||
      dnnl_primitive_desc_create(&description, &matmul, attributes, product->engine, NULL) ||
      dnnl_primitive_create(&product->primitive, description) ||
      dnnl_stream_create(&product->stream, product->engine, dnnl_stream_default_flags) ||
      dnnl_memory_create(&product->left, &left, product->engine, DNNL_MEMORY_NONE) ||
      dnnl_memory_create(&product->right, &right, product->engine, DNNL_MEMORY_NONE) ||
      dnnl_memory_create(&product->result, &result, product->engine, DNNL_MEMORY_NONE);
  if (!failed) {
    const dnnl_memory_desc_t *scratchpad =
        dnnl_primitive_desc_query_md(description, dnnl_query_scratchpad_md, 0);
    size_t size = scratchpad ? dnnl_memory_desc_get_size(scratchpad) : 0;
    if (size > 0) {
      product->scratch = aligned_alloc(64, (size + 63) / 64 * 64);
      failed = !product->scratch ||
               dnnl_memory_create(&product->scratchpad, scratchpad, product->engine, product->scratch);
    }
  }
  if (description) dnnl_primitive_desc_destroy(description);
  if (additions) dnnl_post_ops_destroy(additions);
  if (attributes) dnnl_primitive_attr_destroy(attributes);
  if (!failed) return product;
  codebook_product_free(product);
  return NULL;
}

static inline dnnl_status_t codebook_product_run(struct codebook_product *product, const void *left,
                                                 const void *right, float *result) {
  dnnl_memory_set_data_handle(product->left, (void *)left);
  dnnl_memory_set_data_handle(product->right, (void *)right);
  dnnl_memory_set_data_handle(product->result, result);
  dnnl_exec_arg_t arguments[] = {{DNNL_ARG_SRC, product->left},
                                 {DNNL_ARG_WEIGHTS, product->right},
                                 {DNNL_ARG_DST, product->result},
                                 {DNNL_ARG_SCRATCHPAD, product->scratchpad}};
  dnnl_status_t status =
      dnnl_primitive_execute(product->primitive, product->stream, product->scratchpad ? 4 : 3, arguments);
  return status ? status : dnnl_stream_wait(product->stream);
}
