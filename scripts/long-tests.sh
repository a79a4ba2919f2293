#!/usr/bin/env bash
# Runs the tests that take too long for every run: those marked [Fact(Explicit = true), Trait("Category", "Long")].
# Further arguments go to dotnet test, for example: long-tests.sh --project tests/DeepPipe.Cli.Tests
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.."
# 8 is "no test ran": most test projects have no long tests.
exec dotnet test -c Release "$@" --explicit only --filter-trait "Category=Long" --ignore-exit-code 8
