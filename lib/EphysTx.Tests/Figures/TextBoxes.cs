using EphysTx.Figures.Drawing;

namespace EphysTx.Tests.Figures;

/// <summary>Whether two text boxes, turned or not, share area (separating axes).</summary>
internal static class TextBoxes
{
    public static bool Overlap(TextBox first, TextBox second)
    {
        foreach ((double X, double Y) axis in Normals(first).Concat(Normals(second)))
        {
            (double low1, double high1) = Project(first, axis);
            (double low2, double high2) = Project(second, axis);
            if (high1 <= low2 + 0.01 || high2 <= low1 + 0.01)
            {
                return false;
            }
        }

        return true;
    }

    private static IEnumerable<(double X, double Y)> Normals(TextBox box)
    {
        for (int i = 0; i < 2; i++)
        {
            (double X, double Y) a = box.Corners[i], b = box.Corners[i + 1];
            double length = Math.Max(1e-9, Math.Sqrt(((b.X - a.X) * (b.X - a.X)) + ((b.Y - a.Y) * (b.Y - a.Y))));
            yield return ((a.Y - b.Y) / length, (b.X - a.X) / length);
        }
    }

    private static (double Low, double High) Project(TextBox box, (double X, double Y) axis)
    {
        double[] values = [.. box.Corners.Select(corner => (corner.X * axis.X) + (corner.Y * axis.Y))];
        return (values.Min(), values.Max());
    }
}
