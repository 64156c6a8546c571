using EphysTx.Cohorts;
using EphysTx.Figures;

namespace EphysTx.Tests.Figures;

public class PaletteTests
{
    // Machado, Oliveira and Fernandes 2009, severity 1.0, on linear RGB.
    private static readonly Dictionary<string, double[]> Visions = new()
    {
        ["normal"] = [1, 0, 0, 0, 1, 0, 0, 0, 1],
        ["protanopia"] = [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
        ["deuteranopia"] = [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881],
    };

    [Theory]
    [InlineData("normal")]
    [InlineData("protanopia")]
    [InlineData("deuteranopia")]
    public void Every_pair_of_subclasses_stays_apart(string vision)
    {
        foreach (string first in Subclass.MouseFive)
        {
            foreach (string second in Subclass.MouseFive.Where(name => string.CompareOrdinal(name, first) > 0))
            {
                double distance = Distance(Seen(SubclassPalette.Of(first).Colour, vision), Seen(SubclassPalette.Of(second).Colour, vision));
                Assert.True(distance >= 30, $"{first} and {second} are {distance:0.0} apart for {vision} vision.");
            }
        }
    }

    [Fact]
    public void Shape_and_hatch_tell_the_subclasses_apart_without_colour()
    {
        Assert.Equal(5, Subclass.MouseFive.Select(name => SubclassPalette.Of(name).Marker).Distinct().Count());
        Assert.Equal(5, Subclass.MouseFive.Select(name => SubclassPalette.Of(name).Hatch).Distinct().Count());
    }

    [Fact]
    public void Every_outline_shows_on_white() => Assert.All(
        Subclass.MouseFive.Select(SubclassPalette.Of).Concat(Enumerable.Range(0, 6).Select(SubclassPalette.Series)),
        style => Assert.True(style.Edge.Contrast(Colour.White) >= 3, $"{style.Colour.Hex}: {style.Edge.Contrast(Colour.White):0.00}"));

    [Fact]
    public void No_other_series_borrows_a_subclass_colour() => Assert.Empty(
        Subclass.MouseFive.Select(name => SubclassPalette.Of(name).Colour)
            .Intersect(Enumerable.Range(0, 6).Select(i => SubclassPalette.Series(i).Colour).Append(SubclassPalette.Of(Species.Mouse).Colour).Append(SubclassPalette.Of(Species.Human).Colour)));

    [Fact]
    public void The_species_differ_in_lightness_and_pattern()
    {
        SeriesStyle mouse = SubclassPalette.Of(Species.Mouse), human = SubclassPalette.Of(Species.Human);
        Assert.True(Math.Abs(Seen(mouse.Colour, "normal")[0] - Seen(human.Colour, "normal")[0]) > 25);
        Assert.NotEqual(mouse.Hatch, human.Hatch);
    }

    [Theory]
    [InlineData("#12345")]
    [InlineData("123456#")]
    [InlineData("#12345g")]
    public void A_wrong_colour_is_refused(string text) => Assert.Throws<FormatException>(() => Colour.FromHex(text));

    private static double Distance(double[] a, double[] b) => Math.Sqrt(a.Zip(b, (x, y) => (x - y) * (x - y)).Sum());

    private static double[] Seen(Colour colour, string vision)
    {
        double[] rgb = [.. new[] { colour.Red, colour.Green, colour.Blue }.Select(channel => channel / 255.0).Select(v => v <= 0.04045 ? v / 12.92 : Math.Pow((v + 0.055) / 1.055, 2.4))];
        double[] seen = [.. Times(Visions[vision], rgb).Select(v => Math.Clamp(v, 0, 1))];
        double[] xyz = Times([0.4124564, 0.3575761, 0.1804375, 0.2126729, 0.7151522, 0.0721750, 0.0193339, 0.1191920, 0.9503041], seen);
        double[] f = [.. xyz.Zip([0.95047, 1, 1.08883], (v, white) => v / white).Select(v => v > 216.0 / 24389 ? Math.Cbrt(v) : ((24389.0 / 27 * v) + 16) / 116)];
        return [(116 * f[1]) - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])];
    }

    private static double[] Times(double[] matrix, double[] v) => [.. Enumerable.Range(0, 3).Select(i => Enumerable.Range(0, 3).Sum(j => matrix[(3 * i) + j] * v[j]))];
}
