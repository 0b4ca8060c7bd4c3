/// Of `metrics`, as messages list them.
let metricNames = """
  mse, sse, bce, excess_bce, mae, psnr, psnr_gain, ssim, elbo, neg_elbo, distortion, kl, nll, l0, hoyer, \
  mean_activation, dead_units, active_units, jacobian_norm, roundtrip, knn_accuracy, probe_accuracy, \
  precision_at, mean_average_precision, trustworthiness, bits_per_pixel, psnr_at_bytes, auroc, captured_variance \
  or principal_angle
  """

/// Of `figures`, as messages list them.
let figureNames = """
  loss, reconstructions, filters, code_scatter, code_histogram, manifold, interpolation, samples, \
  rate_distortion, bytes_psnr, retrieval, error_histogram, spectrum, architecture or images
  """
