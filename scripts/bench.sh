#!/usr/bin/env bash
# bench.sh [SUBJECT]: runs the benchmarks, all or one, and writes benchmarks/results/<subject>.md and .json.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.."
exec dotnet run -c Release --project benchmarks/DeepPipe.Benchmarks -- "$@" --results "$PWD/benchmarks/results"
