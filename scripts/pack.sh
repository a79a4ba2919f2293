#!/usr/bin/env bash
# pack.sh [FOLDER]: packs DeepPipe.Torch and DeepPipe.Onnx, then builds and runs samples/onnx-export against the packages alone.
# The packages stay in FOLDER if one is named.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.."
scratch=$(mktemp -d)
version=0.0.0-check.$(date +%s)
cache=$(dotnet nuget locals global-packages --list | sed 's/^[^:]*: //')
trap 'rm -rf "$scratch" "${cache%/}"/deeppipe.{torch,onnx}/"$version"' EXIT

packages=$scratch/packages
dotnet pack DeepPipe.sln -c Release -o "$packages" -p:Version="$version" -v quiet --nologo
found=$(cd "$packages" && ls -- *.nupkg)
wanted=$(printf '%s\n' "DeepPipe.Onnx.$version.nupkg" "DeepPipe.Torch.$version.nupkg")
[ "$found" = "$wanted" ] || { echo "These packages came out: $found" >&2; exit 1; }

# A project of a stranger's: outside the repository, with the packages' names and nothing else of ours.
consumer=$scratch/consumer
mkdir "$consumer"
cp samples/onnx-export/*.cs "$consumer"
pinned() { sed -n "s/.*Include=\"$1\" Version=\"\([^\"]*\)\".*/\1/p" Directory.Packages.props; }
cat > "$consumer/Consumer.csproj" <<PROJECT
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <RuntimeIdentifier>linux-x64</RuntimeIdentifier>
    <SelfContained>false</SelfContained>
    <Nullable>enable</Nullable>
    <ImplicitUsings>enable</ImplicitUsings>
    <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
    <WarningsNotAsErrors>NU1603</WarningsNotAsErrors>
    <CreateHardLinksForCopyLocalIfPossible>true</CreateHardLinksForCopyLocalIfPossible>
    <RestoreAdditionalProjectSources>$packages</RestoreAdditionalProjectSources>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="DeepPipe.Onnx" Version="$version" />
    <PackageReference Include="libtorch-cpu-linux-x64" Version="$(pinned libtorch-cpu-linux-x64)" />
    <PackageReference Include="Microsoft.ML.OnnxRuntime" Version="$(pinned Microsoft.ML.OnnxRuntime)" />
  </ItemGroup>
</Project>
PROJECT
dotnet run -c Release --project "$consumer" -- "$scratch/digits.onnx"

if [ $# -gt 0 ]; then
  mkdir -p "$1"
  dotnet pack DeepPipe.sln -c Release -o "$1" -v quiet --nologo
  ls -- "$1"
fi
