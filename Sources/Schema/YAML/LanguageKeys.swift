/// Which keys stand in which place of the notebook language, for the help on a key that is right but stands wrong.
enum LanguageKeys {
  static let train = [
    "variant", "encoder", "code", "decoder", "activation", "output_activation", "tied", "loss", "reduction", "sparsity",
    "contraction", "beta", "kl_warmup", "sigma", "optimizer", "schedule", "weight_decay", "clip_norm", "epochs",
    "batch_size", "early_stopping", "watch", "initialization", "precision", "repeat", "vary",
  ]
  static let evaluate = ["models", "metrics", "reference"]
  static let frontMatter = [
    "subtitle", "author", "date", "description", "keywords", "lang", "license", "toc", "number_sections", "params",
    "profiles", "defaults",
  ]
  static let data = [
    "classes", "limit", "test_limit", "validation", "split", "binarize", "shuffle_labels", "rank", "count", "clusters",
  ]
  static let optimizer = ["learning_rate", "beta1", "beta2", "rho", "epsilon", "momentum"]
  static let layer = ["dense", "dropout", "batch_norm", "conv", "pool"]
  static let sparsity = ["l1", "kl", "top_k", "unit_norm", "anneal", "auxiliary"]
  static let noise = ["gaussian", "masking", "salt_pepper"]
  static let earlyStopping = ["patience", "min_delta", "monitor", "restore"]

  /// The place that a key belongs to.
  static func home(of key: String) -> String? {
    let homes = [
      ("train", train), ("evaluate", evaluate), ("front matter", frontMatter), ("data", data), ("optimizer", optimizer),
      ("encoder", layer), ("early_stopping", earlyStopping), ("sparsity", sparsity), ("noise", noise),
      ("schedule", ["cosine", "step"]), ("cosine", ["warmup"]),
      ("step", ["every", "factor"]),
    ]
    return homes.first { $0.1.contains(key) }?.0
  }
}
