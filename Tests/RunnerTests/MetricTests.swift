import Runner
import Schema
import Testing

/// Metrics of codes and likelihoods from the notebook to their numbers.
struct MetricTests {
  @Test("a variational model is scored by its evidence lower bound, whose parts add up, and its results agree")
  func evidence() throws {
    let outcome = run(
      try program(
        """
        ---
        data: {name: blobs, clusters: 3, size: 16, count: 80}
        ---

        ```yaml train
        label: vae
        variant: variational
        encoder: [8]
        code: 3
        loss: mse
        sigma: 0.5
        beta: 0.5
        output_activation: linear
        epochs: 2
        ```

        ```yaml evaluate
        label: scores
        metrics: [neg_elbo, elbo, distortion, kl, active_units, l0, hoyer, mean_activation, dead_units, jacobian_norm,
          roundtrip]
        expect:
          - vae.neg_elbo ~ vae.distortion + vae.kl within 0.0001%
          - vae.neg_elbo == -vae.elbo
          - vae.test.kl == vae.kl
          - vae.distortion ~ vae.test.reconstruction within 0.0001%
          - vae.l0 == 3
          - vae.roundtrip == 0
          - vae.jacobian_norm > 0
        ```
        """))
    #expect(outcome.blocks.allSatisfy { $0.failure == nil })
    #expect(outcome.blocks[1].claims.count == 7)
    #expect(outcome.blocks[1].claims.allSatisfy { $0.holds == true }, "\(outcome.blocks[1].claims)")
    #expect(outcome.blocks[1].tableCaption.contains("Kingma and Welling 2014"))
    let columns = try #require(outcome.blocks[1].table?.columns)
    #expect(columns.first { $0.title == "dead units" }?.decimals == 0, "counts are whole numbers")
    #expect(columns.first { $0.title == "round trip" }?.decimals == 1)
  }
}
