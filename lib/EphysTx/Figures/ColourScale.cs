namespace EphysTx.Figures;

/// <summary>A continuous colour map for heat maps.</summary>
public sealed record ColourScale
{
    private readonly Colour[] _stops;

    private ColourScale(string name, params string[] stops)
    {
        Name = name;
        _stops = [.. stops.Select(Colour.FromHex)];
    }

    /// <summary>White to deep blue; lightness falls steadily, so it survives printing in grey.</summary>
    public static ColourScale Blues { get; } = new("blues", "#f7fafd", "#d7e6f3", "#aacde6", "#6fa9d2", "#3f83bb", "#1f5f9c", "#0b3a73");

    /// <summary>Viridis (van der Walt and Smith 2015), perceptually uniform and safe for colour-blind readers.</summary>
    public static ColourScale Viridis { get; } = new("viridis", "#440154", "#472c7a", "#3b518b", "#2c718e", "#21908d", "#27ad81", "#5cc863", "#aadc32", "#fde725");

    /// <summary>Blue through white to orange-red, for signed values; give the same size to minimum and maximum so that white is 0.</summary>
    public static ColourScale Diverging { get; } = new("diverging", "#1f5f9c", "#6fa9d2", "#c6dcec", "#ffffff", "#f6d3bd", "#e08b5a", "#b0440f");

    /// <summary>The name of the map.</summary>
    public string Name { get; }

    internal IReadOnlyList<Colour> Stops => _stops;

    /// <summary>The colour at a share of the range; shares outside [0, 1] take the nearest end.</summary>
    public Colour At(double share)
    {
        double position = Math.Clamp(share, 0, 1) * (_stops.Length - 1);
        int below = Math.Min((int)position, _stops.Length - 2);
        return _stops[below].Mix(_stops[below + 1], position - below);
    }
}
