import NotebookSyntax
import Schema
import Testing

@Test("The smallest notebook of the language reads without a diagnostic")
func smallest() {
  let text = """
    # My first autoencoder

    ```yaml train
    label: pca
    variant: pca
    ```

    ```yaml train
    label: first
    expect:
      - test.mse < pca.test.mse
    ```

    Our error is `{=first.test.mse:.4f}`, PCA's `{=pca.test.mse:.4f}`: see x.
    """
  let reading = Reading(NotebookDocument(parsing: text))
  #expect(reading.diagnostics.map(\.message) == [])
  #expect(reading.program?.blocks.count == 2)
}
