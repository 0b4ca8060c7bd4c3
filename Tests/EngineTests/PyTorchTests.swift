import Engine
import Glibc
import Testing

// The numbers were made by this script, in PyTorch 2.15.0:
//
//     import math, torch
//     def network():
//         net = torch.nn.Sequential(torch.nn.Linear(4, 3), torch.nn.Tanh(), torch.nn.Linear(3, 4), torch.nn.Sigmoid())
//         with torch.no_grad():
//             value = iter(0.5 * math.sin(i) for i in range(31))
//             for layer in (net[0], net[2]):
//                 for i in range(layer.in_features):
//                     for j in range(layer.out_features): layer.weight[j, i] = next(value)
//                 for j in range(layer.out_features): layer.bias[j] = next(value)
//         return net
//     x = torch.tensor([[0.5 + 0.5 * math.cos(4 * r + c) for c in range(4)] for r in range(3)])
//     for name, optimizer, loss in (
//         ("sgd", lambda p: torch.optim.SGD(p, lr=0.5, weight_decay=0.1), torch.nn.functional.mse_loss),
//         ("momentum", lambda p: torch.optim.SGD(p, lr=0.5, momentum=0.9, weight_decay=0.1), torch.nn.functional.binary_cross_entropy),
//         ("adam", lambda p: torch.optim.Adam(p, lr=0.05, weight_decay=0.1), torch.nn.functional.binary_cross_entropy),
//         ("adamw", lambda p: torch.optim.AdamW(p, lr=0.05, weight_decay=0.1), torch.nn.functional.mse_loss)):
//         net = network()
//         opt = optimizer(net.parameters())
//         losses = []
//         for step in range(5):
//             opt.zero_grad(); value = loss(net(x), x); value.backward(); opt.step(); losses.append(value.item())
//         parameters = [v for layer in (net[0], net[2]) for v in layer.weight.T.flatten().tolist() + layer.bias.tolist()]
//         print(name, [float(f"{v:.7g}") for v in losses], [float(f"{v:.7g}") for v in parameters])
struct PyTorchTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let kind: Optimizer.Kind
    let learningRate: Double
    let loss: Loss
    let losses: [Double]  // of each step
    let parameters: [Double]  // after five steps

    var testDescription: String { kind.rawValue }
  }

  @Test("five steps of each optimiser give PyTorch's losses and weights", arguments: cases)
  func steps(of expected: Case) throws {
    let network = makeNetwork([4, 3, 4])
    let parameters = Parameters(of: network, values: (0..<31).map { Float(0.5 * sin(Double($0))) })
    let pixels = (0..<12).map { Float(0.5 + 0.5 * cos(Double(4 * ($0 / 4) + $0 % 4))) }
    let trainer = makeTrainer(
      network, parameters, objective: Objective(loss: expected.loss, reduction: .mean),
      optimizer: Optimizer(kind: expected.kind, learningRate: expected.learningRate, weightDecay: 0.1), batchSize: 3)
    for (step, loss) in expected.losses.enumerated() {
      let found = try trainer.runEpoch(Samples(count: 3, width: 4, storage: .floats(pixels)), epoch: step + 1)
      #expect(abs(found - loss) < 5e-7)
    }
    #expect(zip(trainer.parameters.values, expected.parameters).allSatisfy { abs(Double($0) - $1) < 2e-6 })
  }

  static let cases = [
    Case(
      kind: .sgd, learningRate: 0.5, loss: .mse,
      losses: [0.1311865, 0.1299267, 0.1288426, 0.1279097, 0.1271074],
      parameters: [
        0.02800836, 0.3217494, 0.3385732, 0.0486565, -0.2768982, -0.3784723, -0.1431074, 0.27292, 0.394733,
        0.126985, -0.2083825, -0.359679, -0.2088468, 0.1576579, 0.3980715, 0.2510692, -0.1117556, -0.3718897,
        -0.290044, 0.06668392, 0.3532976, 0.315122, -0.0128028, -0.3186493, -0.3510875, -0.06064411, 0.2854582,
        0.3638312, 0.09577633, -0.2599297, -0.3771025,
      ]),
    Case(
      kind: .momentum, learningRate: 0.5, loss: .bce,
      losses: [0.705757, 0.7018036, 0.6956372, 0.6894146, 0.6849421],
      parameters: [
        0.1422995, 0.1592675, 0.1231475, 0.001694251, -0.07763442, -0.2394295, -0.2318078, 0.2287085, 0.2627997,
        -0.07506804, -0.1058767, -0.07564025, -0.114641, 0.06315836, 0.2773738, 0.1425531, -0.06266288,
        -0.2103039, -0.1645508, 0.07382652, 0.1937269, 0.1355559, -0.04728951, -0.1376791, -0.1929032,
        -0.07069737, 0.1164224, 0.1693485, 0.01310371, -0.1549941, -0.180811,
      ]),
    Case(
      kind: .adam, learningRate: 0.05, loss: .bce,
      losses: [0.705757, 0.6973532, 0.6920926, 0.6889431, 0.6873777],
      parameters: [
        0.2168123, 0.1792387, 0.2081116, -0.07984858, -0.1333618, -0.2367131, -0.2870788, 0.08646195, 0.2464737,
        -0.03157534, -0.04034082, -0.2549559, -0.02555443, -0.02169824, 0.2465017, 0.09495654, 0.02236061,
        -0.2424272, -0.1420044, 0.01071364, 0.2117099, 0.1737528, -0.1041644, -0.1776403, -0.2059564,
        -0.04441586, 0.1367397, 0.232249, -0.06204097, -0.09354423, -0.2475377,
      ]),
    Case(
      kind: .adamw, learningRate: 0.05, loss: .mse,
      losses: [0.1311865, 0.1248114, 0.1201682, 0.1158828, 0.1114282],
      parameters: [
        0.2454914, 0.4121946, 0.1961006, -0.1654022, -0.1210001, -0.7122728, -0.3786574, 0.5577164, 0.6380265,
        -0.03868464, -0.2783009, -0.256074, -0.2679412, -0.02073979, 0.6800146, 0.3721055, -0.3637861,
        -0.5652635, -0.4245802, 0.3118937, 0.5519105, 0.2632887, -0.2398304, -0.1994631, -0.5101946, -0.2513211,
        0.1548977, 0.2697796, -0.05962555, -0.320007, -0.3096581,
      ]),
  ]
}
