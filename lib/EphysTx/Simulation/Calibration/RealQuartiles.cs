using EphysTx.Simulation.Populations;

namespace EphysTx.Simulation.Calibration;

/// <summary>
/// Quartiles of real cells, the targets of calibration: Gouwens et al. 2020 (Cell 183:935) for mouse, Lee, Dalley et al. 2023 (Science 382:eadf6484) for human, computed
/// from the tables of the cohort <c>allen-scalars</c> (blank values left out, linear interpolation). A test compares them with the tables.
/// </summary>
public sealed class RealQuartiles
{
    private static readonly Dictionary<NeuronClass, RealQuartiles> Table = new RealQuartiles[]
    {
        Of("mouse", "Lamp5", 477,
            ("v_baseline", -73.9655, -70.2692, -66.7282),
            ("input_resistance", 108.884, 128.906, 162.309),
            ("tau", 0.00729266, 0.00858669, 0.0102213),
            ("sag", 0.0278607, 0.0429454, 0.0641497),
            ("rheobase_i", 120.0, 160.0, 200.0),
            ("width_rheo", 0.00088, 0.00104, 0.00124),
            ("upstroke_downstroke_ratio_rheo", 3.10543, 3.5051, 3.95349),
            ("avg_rate_hero", 10.0002, 13.0003, 18.0004),
            ("latency_rheo", 0.088555, 0.19474, 0.53014),
            ("trough_deltav_rheo", -21.1906, -17.8281, -14.7031),
            ("adapt_hero", -3.72418e-05, 0.00763028, 0.0156131)),
        Of("mouse", "Pvalb", 888,
            ("v_baseline", -74.1823, -70.423, -66.2754),
            ("input_resistance", 87.9403, 109.727, 139.883),
            ("tau", 0.0063804, 0.00754049, 0.00907734),
            ("sag", 0.018894, 0.0364256, 0.0578089),
            ("rheobase_i", 180.0, 240.0, 300.0),
            ("width_rheo", 0.00038, 0.00042, 0.00048),
            ("upstroke_downstroke_ratio_rheo", 1.30219, 1.40732, 1.55246),
            ("avg_rate_hero", 18.0004, 34.0007, 51.001),
            ("latency_rheo", 0.01708, 0.0599, 0.1112),
            ("trough_deltav_rheo", -25.4688, -23.0938, -20.6563),
            ("adapt_hero", 0.00176172, 0.00439121, 0.00980319)),
        Of("mouse", "Sncg", 235,
            ("v_baseline", -70.0079, -65.2723, -61.6735),
            ("input_resistance", 197.487, 260.625, 334.828),
            ("tau", 0.0151277, 0.0188311, 0.02445),
            ("sag", 0.0364683, 0.0628941, 0.10472),
            ("rheobase_i", 40.0, 60.0, 90.0),
            ("width_rheo", 0.0006, 0.00068, 0.00076),
            ("upstroke_downstroke_ratio_rheo", 2.81483, 3.15493, 3.64646),
            ("avg_rate_hero", 6.00012, 12.0002, 17.0003),
            ("latency_rheo", 0.062695, 0.09177, 0.136065),
            ("trough_deltav_rheo", -13.4984, -10.1719, -7.13906),
            ("adapt_hero", 0.0558214, 0.112415, 0.254583)),
        Of("mouse", "Sst", 1824,
            ("v_baseline", -71.5311, -67.7822, -62.8784),
            ("input_resistance", 171.529, 216.421, 272.822),
            ("tau", 0.0155585, 0.0200644, 0.0266921),
            ("sag", 0.0389712, 0.0742647, 0.133387),
            ("rheobase_i", 50.0, 80.0, 110.0),
            ("width_rheo", 0.00052, 0.0006, 0.0007),
            ("upstroke_downstroke_ratio_rheo", 1.84217, 2.05815, 2.32783),
            ("avg_rate_hero", 4.00008, 11.0002, 18.0004),
            ("latency_rheo", 0.0689, 0.10028, 0.14025),
            ("trough_deltav_rheo", -19.2813, -16.1875, -13.3656),
            ("adapt_hero", 0.0249394, 0.0500748, 0.114819)),
        Of("mouse", "Vip", 797,
            ("v_baseline", -72.1754, -68.2838, -63.8083),
            ("input_resistance", 194.954, 233.281, 281.875),
            ("tau", 0.0110162, 0.0133011, 0.0162661),
            ("sag", 0.0393204, 0.0653435, 0.107907),
            ("rheobase_i", 40.0, 50.0, 80.0),
            ("width_rheo", 0.0006, 0.0007, 0.00082),
            ("upstroke_downstroke_ratio_rheo", 2.86866, 3.22304, 3.60031),
            ("avg_rate_hero", 5.0001, 9.00018, 19.0004),
            ("latency_rheo", 0.04654, 0.07375, 0.11604),
            ("trough_deltav_rheo", -13.6656, -11.1094, -8.63281),
            ("adapt_hero", 0.0264667, 0.0720349, 0.15469)),
        Of("human", "Lamp5", 67,
            ("v_baseline", -65.8199, -62.9901, -60.2192),
            ("input_resistance", 171.857, 233.814, 305.873),
            ("tau", 0.0134363, 0.0161026, 0.0194948),
            ("sag", 0.0496175, 0.0957512, 0.214721),
            ("rheobase_i", 20.0, 40.0, 77.5),
            ("width_rheo", 0.000665, 0.00074, 0.00086),
            ("upstroke_downstroke_ratio_rheo", 2.11162, 2.62109, 2.95042),
            ("avg_rate_hero", 15.0, 16.5, 20.0),
            ("latency_rheo", 0.07823, 0.110838, 0.20484),
            ("trough_deltav_rheo", -24.4766, -21.1594, -18.2922),
            ("adapt_hero", 0.00950228, 0.0154304, 0.0239887)),
        Of("human", "Pvalb", 370,
            ("v_baseline", -65.2833, -63.8315, -60.0666),
            ("input_resistance", 110.247, 149.703, 208.953),
            ("tau", 0.00986207, 0.0118942, 0.0148546),
            ("sag", 0.13286, 0.244095, 0.318745),
            ("rheobase_i", 58.5, 90.0, 130.0),
            ("width_rheo", 0.00044, 0.00052, 0.00062),
            ("upstroke_downstroke_ratio_rheo", 1.54646, 1.68395, 1.82939),
            ("avg_rate_hero", 9.0, 19.0, 27.0),
            ("latency_rheo", 0.046445, 0.07263, 0.1317),
            ("trough_deltav_rheo", -29.8672, -26.7531, -23.6094),
            ("adapt_hero", 0.00441259, 0.0103469, 0.0343542)),
        Of("human", "Sst", 156,
            ("v_baseline", -65.1562, -64.5401, -60.1831),
            ("input_resistance", 206.142, 251.281, 342.344),
            ("tau", 0.0183749, 0.0251572, 0.034024),
            ("sag", 0.166403, 0.300321, 0.409787),
            ("rheobase_i", 20.0, 32.0, 60.0),
            ("width_rheo", 0.00068, 0.0008, 0.00092),
            ("upstroke_downstroke_ratio_rheo", 2.00726, 2.40916, 2.94856),
            ("avg_rate_hero", 9.0, 17.0, 25.0),
            ("latency_rheo", 0.097575, 0.16706, 0.2562),
            ("trough_deltav_rheo", -26.1, -21.8688, -18.2125),
            ("adapt_hero", 0.00707813, 0.0153764, 0.0382188)),
        Of("human", "Vip", 111,
            ("v_baseline", -65.3111, -61.2834, -60.0334),
            ("input_resistance", 251.648, 303.953, 397.906),
            ("tau", 0.0175052, 0.0221935, 0.0286456),
            ("sag", 0.0911584, 0.157233, 0.226679),
            ("rheobase_i", 18.0, 30.0, 49.5),
            ("width_rheo", 0.00068, 0.00078, 0.00098),
            ("upstroke_downstroke_ratio_rheo", 1.91073, 2.2959, 2.78595),
            ("avg_rate_hero", 9.0, 18.5, 29.75),
            ("latency_rheo", 0.067185, 0.12035, 0.210035),
            ("trough_deltav_rheo", -20.5562, -17.8344, -15.4891),
            ("adapt_hero", 0.0112755, 0.0257922, 0.0599254)),
    }.ToDictionary(one => one.Class);

    private readonly Dictionary<string, Quartiles> _features;

    private RealQuartiles(NeuronClass neuronClass, int cells, Dictionary<string, Quartiles> features)
    {
        Class = neuronClass;
        Cells = cells;
        _features = features;
    }

    /// <summary>The ten features of the calibration criterion.</summary>
    public static IReadOnlyList<string> Criterion { get; } =
    [
        "input_resistance", "tau", "sag", "rheobase_i", "width_rheo", "upstroke_downstroke_ratio_rheo", "avg_rate_hero", "latency_rheo", "trough_deltav_rheo", "adapt_hero",
    ];

    /// <summary>The classes, mouse first, each species in alphabetical order.</summary>
    public static IReadOnlyList<NeuronClass> Classes { get; } = [.. Table.Keys.OrderByDescending(one => one.Species, StringComparer.Ordinal).ThenBy(one => one.Subclass, StringComparer.Ordinal)];

    /// <summary>The class.</summary>
    public NeuronClass Class { get; }

    /// <summary>Number of real cells of the class.</summary>
    public int Cells { get; }

    /// <summary>The features with quartiles.</summary>
    public IReadOnlyCollection<string> Features => _features.Keys;

    /// <summary>Quartiles of a feature in the unit of the cohort.</summary>
    public Quartiles this[string feature] => _features[feature];

    /// <summary>Quartiles of a class.</summary>
    /// <exception cref="EphysTxException">There is no such class.</exception>
    public static RealQuartiles Of(NeuronClass neuronClass) =>
        Table.TryGetValue(neuronClass, out RealQuartiles? found)
            ? found
            : throw new EphysTxException($"There is no simulated class '{neuronClass}'; choose one of: {string.Join(", ", Classes)}.");

    private static RealQuartiles Of(string species, string subclass, int cells, params (string Feature, double Lower, double Median, double Upper)[] features) => new(
        new NeuronClass(species, subclass), cells, features.ToDictionary(one => one.Feature, one => new Quartiles(one.Lower, one.Median, one.Upper), StringComparer.Ordinal));
}
