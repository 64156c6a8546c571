using System.Text.Json;
using EphysTx.Numerics;

namespace EphysTx.Tests.Features;

/// <summary>A matrix whose columns have arbitrary signs: each equals the expected column or its negative.</summary>
internal sealed record ColumnsUpToSign(Matrix Values)
{
    public void Equal(JsonElement expected, double rtol, double atol, string where)
    {
        double[][] rows = expected.EnumerateArray().Select(CaseInputs.Numbers).ToArray();
        Assert.True(rows.Length == Values.Rows, $"{where}: expected {rows.Length} rows, got {Values.Rows}.");
        Assert.All(rows, row => Assert.Equal(Values.Columns, row.Length));
        for (int column = 0; column < Values.Columns; column++)
        {
            double[] ours = Values.Column(column);
            double[] theirs = rows.Select(row => row[column]).ToArray();
            double sign = ours.Zip(theirs, (a, b) => a * b).Sum() < 0 ? -1 : 1;
            for (int row = 0; row < rows.Length; row++)
            {
                double difference = Math.Abs((sign * ours[row]) - theirs[row]);
                Assert.True(difference <= atol + (rtol * Math.Abs(theirs[row])), $"{where}[{row}][{column}]: expected {theirs[row]:R}, got {sign * ours[row]:R}.");
            }
        }
    }
}
