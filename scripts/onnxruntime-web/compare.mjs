// compare.mjs FOLDER: runs each NAME.onnx of the folder in onnxruntime-web on the inputs of NAME.json, and holds the answers against those
// that TorchSharp gave. Exits with 1 where one differs by more than 1e-5 + 1e-4 of its size.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import * as ort from 'onnxruntime-web';

ort.env.wasm.numThreads = 1;
const folder = process.argv[2];
const arrays = { float32: Float32Array, int64: BigInt64Array };

function tensor({ type, shape, numbers }) {
  return new ort.Tensor(type, type === 'int64' ? BigInt64Array.from(numbers, BigInt) : arrays[type].from(numbers), shape);
}

// The largest difference, and whether all of them are small enough.
function compare(found, wanted) {
  if (found.dims.join() !== wanted.shape.join() || found.data.length !== wanted.numbers.length)
    return { largest: Infinity, agrees: false };
  let largest = 0;
  let agrees = true;
  wanted.numbers.forEach((expected, index) => {
    const difference = Math.abs(Number(found.data[index]) - expected);
    largest = Math.max(largest, difference);
    agrees &&= difference <= 1e-5 + 1e-4 * Math.abs(expected);      // false for NaN
  });
  return { largest, agrees };
}

let failures = 0;
const names = (await readdir(folder)).filter(file => file.endsWith('.onnx')).map(file => path.basename(file, '.onnx')).sort();
for (const name of names) {
  const session = await ort.InferenceSession.create(await readFile(path.join(folder, `${name}.onnx`)), { executionProviders: ['wasm'] });
  const cases = JSON.parse(await readFile(path.join(folder, `${name}.json`), 'utf8'));
  let largest = 0;
  for (const { inputs, outputs } of cases) {
    const results = await session.run(Object.fromEntries(session.inputNames.map((input, index) => [input, tensor(inputs[index])])));
    session.outputNames.forEach((output, index) => {
      const compared = compare(results[output], outputs[index]);
      largest = Math.max(largest, compared.largest);
      if (!compared.agrees) {
        failures++;
        console.error(`${name}: ${output} differs by ${compared.largest} for inputs of ${inputs.map(input => `[${input.shape}]`).join(' and ')}`);
      }
    });
  }
  console.log(`${name}: ${cases.length} cases, largest difference ${largest.toExponential(1)}`);
}
if (names.length === 0)
  console.error(`No models in ${folder}.`);
process.exit(failures > 0 || names.length === 0 ? 1 : 0);
