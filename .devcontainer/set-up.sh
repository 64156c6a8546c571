#!/usr/bin/env bash
# Runs once when the container is made: builds the library that the notebooks load, and adds the notebook kernel.
set -euo pipefail
cd "$(dirname "$0")/.."

dotnet build

# The kernel is a convenience: without it the notebooks still run headless (dotnet run --project lib/EphysTx.Workbook).
if dotnet tool install --global --prerelease Microsoft.dotnet-interactive; then
  export PATH="$PATH:$HOME/.dotnet/tools"
  dotnet interactive jupyter install || echo "The Jupyter kernel was not registered; see environment/README.md."
else
  echo "The .NET notebook kernel could not be installed; see environment/README.md."
fi
