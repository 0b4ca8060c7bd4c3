// The engine's element kernels: loops over floats that the products leave to us. One source, `kernels.inc`, is compiled
// once for each instruction set; a table of its functions is chosen when the program starts. Every sum has an order that
// depends on its length alone. Matrices are row-major, one sample a row; no kernel allocates or calls the system.
#pragma once
#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

// In the order of the engine's `Activation.allCases`.
enum codebook_activation {
  codebook_relu,
  codebook_leaky_relu,
  codebook_elu,
  codebook_selu,
  codebook_gelu,
  codebook_silu,
  codebook_tanh,
  codebook_sigmoid,
  codebook_softplus,
  codebook_linear,
};

// In the order of the engine's `Loss.allCases`.
enum codebook_loss { codebook_mse, codebook_bce, codebook_mae, codebook_huber };

// In the order of the engine's `Corruption.Kind.allCases`.
enum codebook_noise { codebook_gaussian_noise, codebook_masking_noise, codebook_salt_pepper_noise };

// The scalars of one step of Adam or AdamW.
struct codebook_adam {
  float step_size;          // learning rate / (1 - beta1^t)
  double beta1, beta2;      // what they leave of 1 is rounded only then
  float second_correction;  // 1 / sqrt(1 - beta2^t)
  float epsilon;
  float decay;              // added to the gradient: decay * weight
  float shrinkage;          // 1 - learning rate * decoupled decay: the weight is multiplied by it first
};

struct codebook_kernels {
  const char *name;

  // pixels[i] = bytes[i] / 255, correctly rounded.
  void (*gather_bytes)(const uint8_t *bytes, float *pixels, size_t count);
  // numbers[i] = bytes[i].
  void (*widen_bytes)(const uint8_t *bytes, float *numbers, size_t count);
  // bytes[i] = pixels[i] * 255 rounded to the nearest, in 0...255; not-a-number is 0.
  void (*narrow_pixels)(const float *pixels, uint8_t *bytes, size_t count);
  // The bits of the nearest bfloat16, even on a tie; not-a-number stays one. And back.
  void (*narrow_bfloat16)(const float *values, uint16_t *bfloats, size_t count);
  void (*widen_bfloat16)(const uint16_t *bfloats, float *values, size_t count);

  // values = activation(values + bias), rows × columns; where slopes is not null, the derivatives there.
  void (*activate)(int activation, float *values, const float *bias, float *_Nullable slopes, size_t rows,
                   size_t columns);
  // errors *= the activation's derivative, from its outputs, or from its slopes where `codebook_keeps_slopes`.
  void (*backpropagate)(int activation, float *errors, const float *outputs, size_t count);

  // The last layer, linear or sigmoid, and the loss at once: values, products without bias, become scale times the
  // loss's derivative by them. Returns the loss summed over all elements. BCE from linear outputs is not fused.
  double (*fused_loss)(int loss, int activation, float *values, const float *bias, const float *targets, float scale,
                       size_t rows, size_t columns);
  // errors = scale times the loss's derivative by the outputs; returns the loss summed over all elements. BCE clamps
  // the outputs to 1e-7...1-1e-7, and is flat beyond. The derivative of an absolute error of 0 is 0.
  double (*loss)(int loss, const float *outputs, const float *targets, float *errors, float scale, size_t count);

  // Dropout's factors for one sample's row, each 0 or 1 / (1 - rate): word w of block b of Philox4x32-10 belongs to
  // column 4b + w, which is dropped where the word's upper 24 bits, as a share of 2^24, are below rate. counter[0] is
  // the first block's.
  void (*dropout_factors)(uint32_t key0, uint32_t key1, const uint32_t counter[_Nonnull 4], float rate, float *factors,
                          size_t count);
  // values *= factors.
  void (*multiply)(const float *factors, float *values, size_t count);

  // Standard normal numbers, each pair from two words of Philox4x32-10, and numbers that are 1 or -1, from a word each.
  // counter[0] is the first block's.
  void (*gaussians)(uint32_t key0, uint32_t key1, const uint32_t counter[_Nonnull 4], float *values, size_t count);
  void (*signs)(uint32_t key0, uint32_t key1, const uint32_t counter[_Nonnull 4], float *values, size_t count);
  // noisy = clean + amount * gaussian; or 0, or 0 or 1 with the same probability, with a probability of amount. The
  // result is clipped to 0...1 where clips is not 0.
  void (*corrupt)(int kind, uint32_t key0, uint32_t key1, const uint32_t counter[_Nonnull 4], float amount, int clips,
                  const float *clean, float *noisy, size_t count);

  // Codes drawn from Gaussians. Each row of heads has the columns' means and then the logarithms of their variances:
  // codes = mean + e^(log variance / 2) * noise.
  void (*draw_codes)(const float *heads, const float *noise, float *codes, size_t rows, size_t columns);
  // head_errors from the codes' errors, with divergence times the derivative of the divergence from N(0, 1).
  void (*draw_codes_errors)(const float *heads, const float *noise, const float *errors, float *head_errors,
                            float divergence, size_t rows, size_t columns);
  // results[r] = KL(N(mean, variance) || N(0, 1)) of row r in nats, and ln p(code) - ln q(code) of a drawn code.
  void (*divergences)(const float *heads, double *results, size_t rows, size_t columns);
  void (*log_ratios)(const float *heads, const float *noise, const float *codes, double *results, size_t rows,
                     size_t columns);

  // The sum of |values|; errors += factor * the sign of the values, which of 0 is 0.
  double (*magnitudes)(const float *values, size_t count);
  void (*add_signs)(const float *values, float *errors, float factor, size_t count);
  // Each row of matrix += terms.
  void (*add_to_rows)(const float *terms, float *matrix, size_t rows, size_t columns);
  // factors = 1 for the `kept` largest values of each row, 0 for the others; of equal values the first ones are kept.
  void (*largest_factors)(const float *values, float *factors, size_t rows, size_t columns, size_t kept);
  // outputs = sigmoid(values + deviation * noise), and their slopes; outputs = 1 where values > 0, else 0.
  void (*noisy_sigmoids)(const float *values, const float *noise, float deviation, float *outputs, float *slopes,
                         size_t count);
  void (*thresholds)(const float *values, float *outputs, size_t count);

  // The encoder's Jacobian. Outputs are slopes where `codebook_keeps_slopes`; not for GELU and SiLU, whose second
  // derivative neither of them gives.
  // sums[j] = the sum of the squares of column j.
  void (*column_squares)(const float *matrix, float *sums, size_t rows, size_t columns);
  // slope_sums += the sum over the rows of f'²; returns the sum of f'² * squares[column].
  double (*contraction)(int activation, const float *outputs, const float *squares, float *slope_sums, size_t rows,
                        size_t columns);
  // errors += factor * f' * f'' * squares[column].
  void (*contraction_errors)(int activation, const float *outputs, const float *squares, float *errors, float factor,
                             size_t rows, size_t columns);
  // products *= f'' * adjoints, then adjoints *= f'.
  void (*tangent_errors)(int activation, const float *outputs, float *products, float *adjoints, size_t count);
  // values += factor * terms; result += matrix * factors[column].
  void (*add_scaled)(const float *terms, float factor, float *values, size_t count);
  void (*add_scaled_columns)(const float *matrix, const float *factors, float *result, size_t rows, size_t columns);

  // Batch normalisation over matrices of rows × columns; every other argument has a number for each column.
  // sums += the sum of x, squares += the sum of x².
  void (*moments)(const float *x, double *sums, double *squares, size_t rows, size_t columns);
  // normalized = (x - mean) * inverse_deviation, kept where not null; outputs = scale * normalized + shift.
  void (*normalize)(const float *x, const float *mean, const float *inverse_deviation, const float *scale,
                    const float *shift, float *_Nullable normalized, float *outputs, size_t rows, size_t columns);
  // sums += the sum of errors, dots += the sum of errors * normalized.
  void (*batch_norm_sums)(const float *errors, const float *normalized, double *sums, double *dots, size_t rows,
                          size_t columns);
  // errors = factor * (errors - mean_error - normalized * mean_dot).
  void (*batch_norm_errors)(float *errors, const float *normalized, const float *factor, const float *mean_error,
                            const float *mean_dot, size_t rows, size_t columns);

  // sums[j] += the sum of column j of matrix, rows × columns.
  void (*add_columns)(const float *matrix, float *sums, size_t rows, size_t columns);
  // The sum of the values' squares.
  double (*squares)(const float *values, size_t count);
  // values *= factor.
  void (*scale)(float *values, float factor, size_t count);

  // The optimisers: weights and state are updated in place; they return whether all weights are finite afterwards.
  int (*sgd)(float *weights, const float *gradient, float rate, float decay, size_t count);
  int (*momentum)(float *weights, const float *gradient, float *velocity, float rate, float momentum, float decay,
                  size_t count);
  int (*nesterov)(float *weights, const float *gradient, float *velocity, float rate, float momentum, float decay,
                  size_t count);
  int (*rmsprop)(float *weights, const float *gradient, float *squares, float rate, double rho, float epsilon,
                 float decay, size_t count);
  int (*adagrad)(float *weights, const float *gradient, float *squares, float rate, float epsilon, float decay,
                 size_t count);
  int (*adadelta)(float *weights, const float *gradient, float *squares, float *changes, float rate, double rho,
                  float epsilon, float decay, size_t count);
  int (*adam)(float *weights, const float *gradient, float *first, float *second, const struct codebook_adam *step,
              size_t count);

  // Errors of each row, summed over its columns. From sigmoid's logits (with their bias), or from outputs.
  void (*logit_errors)(const float *products, const float *bias, const float *targets, double *squared,
                       double *absolute, double *cross_entropy, size_t rows, size_t columns);
  void (*output_errors)(const float *outputs, const float *targets, double *squared, double *absolute,
                        double *cross_entropy, size_t rows, size_t columns);
  // Huber's errors of each row: from sigmoid's logits where their bias is not null, else from outputs.
  void (*huber_errors)(const float *products, const float *_Nullable bias, const float *targets, double *huber,
                       size_t rows, size_t columns);
  // entropies[r] = -sum of t ln t + (1-t) ln(1-t) over row r; t is clamped to 0...1.
  void (*entropies)(const float *targets, double *entropies, size_t rows, size_t columns);

  // totals[i] += terms[i], in double precision.
  void (*accumulate)(const float *terms, double *totals, size_t count);
  // totals[i - first][j] += the sum over rows of numbers[r][i] * numbers[r][j], for first <= i < last, i <= j < columns.
  void (*cross_products)(const double *numbers, double *totals, size_t first, size_t last, size_t rows,
                         size_t columns);
};

// The best table that this processor can run, and each table by number, from the plainest; null where it cannot run.
const struct codebook_kernels *codebook_best_kernels(void);
const struct codebook_kernels *_Nullable codebook_kernels_at(int level);

// Whether the derivative of an activation is kept as it is computed, not found again from the outputs.
static inline int codebook_keeps_slopes(int activation) {
  return activation == codebook_gelu || activation == codebook_silu || activation == codebook_softplus;
}

// Numbers below the normal range become zero in this thread, which costs nothing and spares slow paths. Returns the
// state to restore.
static inline uint32_t codebook_flush_subnormals(void) {
#if defined(__x86_64__)
  uint32_t state = __builtin_ia32_stmxcsr();
  __builtin_ia32_ldmxcsr(state | 0x8040);
  return state;
#else
  return 0;
#endif
}

static inline void codebook_restore_arithmetic(uint32_t state) {
#if defined(__x86_64__)
  __builtin_ia32_ldmxcsr(state);
#endif
}

// Asks for memory that will soon be read.
static inline void codebook_prefetch(const void *start, size_t bytes) {
  for (size_t i = 0; i < bytes; i += 64) __builtin_prefetch((const char *)start + i);
}

// Tells the processor that a loop waits for another thread.
static inline void codebook_pause(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}

#pragma clang assume_nonnull end
