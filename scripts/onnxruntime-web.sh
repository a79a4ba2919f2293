#!/usr/bin/env bash
# Exports models with inputs and TorchSharp's answers, and compares what onnxruntime-web (WebAssembly, from npm) makes of them under node.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.."
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

DEEPPIPE_ONNX_CASES=$scratch/cases dotnet run -c Release --project tests/DeepPipe.Onnx.Tests -- -explicit only -class '*WrittenCases*'
cp scripts/onnxruntime-web/package.json scripts/onnxruntime-web/compare.mjs "$scratch"
npm install --prefix "$scratch" --no-package-lock --no-audit --no-fund --silent
node "$scratch/compare.mjs" "$scratch/cases"
