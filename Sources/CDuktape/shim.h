// A Duktape heap with limits, and calls that cannot take the process down.
//
// Duktape throws by longjmp, which must not cross a Swift frame, and ends the process on an error that nobody catches.
// So everything that can throw runs below duk_safe_call, in the few C functions here. Debian's library is built without
// a check of the time; what bounds a script are the bytes that it holds and the number of its allocations, which also
// makes the limit the same on every machine.
#include <duktape.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
  size_t used;              // bytes held now
  size_t most;              // bytes that may be held
  uint64_t allocations;     // made since the heap was created
  uint64_t last_allocation; // the number of the last one that is granted
} cb_limits;

// Every block has its size in front; 16 bytes keep it aligned.
static inline void *cb_reallocate(void *data, void *block, duk_size_t size) {
  cb_limits *limits = (cb_limits *)data;
  char *start = block ? (char *)block - 16 : NULL;
  size_t before = start ? *(size_t *)start : 0;
  if (size == 0) {
    limits->used -= before;
    free(start);
    return NULL;
  }
  if (size > before) {
    limits->allocations += 1;
    if (limits->allocations > limits->last_allocation || size - before > limits->most - limits->used) return NULL;
  }
  char *moved = (char *)realloc(start, (size_t)size + 16);
  if (!moved) return NULL;
  *(size_t *)moved = size;
  limits->used += size - before;
  return moved + 16;
}

static inline void *cb_allocate(void *data, duk_size_t size) { return cb_reallocate(data, NULL, size); }

static inline void cb_free(void *data, void *block) { cb_reallocate(data, block, 0); }

// Null where memory is short. The limits must outlive the heap.
static inline duk_context *cb_create(cb_limits *limits) {
  return duk_create_heap(cb_allocate, cb_reallocate, cb_free, limits, NULL);
}

// A text handed to a script, in CESU-8.
typedef struct {
  const char *text;
  size_t length;
  duk_bool_t flag;
} cb_argument;

static duk_ret_t cb_evaluate_body(duk_context *heap, void *data) {
  const cb_argument *script = (const cb_argument *)data;
  duk_eval_lstring(heap, script->text, script->length);
  return 1;
}

// Runs a script and leaves its value on the stack; 0 where all went well.
static inline duk_int_t cb_evaluate(duk_context *heap, const char *text, size_t length) {
  cb_argument script = {text, length, 0};
  return duk_safe_call(heap, cb_evaluate_body, &script, 0, 1);
}

static duk_ret_t cb_call_body(duk_context *heap, void *data) {
  const cb_argument *argument = (const cb_argument *)data;
  duk_dup(heap, 0);
  duk_push_lstring(heap, argument->text, argument->length);
  duk_push_boolean(heap, argument->flag);
  duk_call(heap, 2);
  return 1;
}

// Calls the function that `cb_evaluate` left with a text and a flag; 0 where all went well. Its answer is at `*answer`,
// in CESU-8, until the next call.
static inline duk_int_t cb_call(
    duk_context *heap, const char *text, size_t length, duk_bool_t flag, const char **answer, size_t *answer_length) {
  cb_argument argument = {text, length, flag};
  *answer = NULL;
  *answer_length = 0;
  duk_set_top(heap, 1);
  // The body's stack begins where the caller's ends, so the function is handed over as its only value.
  duk_dup(heap, 0);
  duk_int_t failure = duk_safe_call(heap, cb_call_body, &argument, 1, 1);
  duk_size_t count = 0;
  const char *found = failure ? NULL : duk_get_lstring(heap, 1, &count);
  if (!found) return 1;
  *answer = found;
  *answer_length = count;
  return 0;
}
