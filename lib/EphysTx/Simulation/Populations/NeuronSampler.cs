using EphysTx.Numerics;
using EphysTx.Simulation.Calibration;
using EphysTx.Simulation.Membrane;
using EphysTx.Simulation.Protocols;

namespace EphysTx.Simulation.Populations;

/// <summary>
/// Draws neurons of a class. Passive properties scatter as in the real tables (log-normal from their quartiles; rest normal), active ones log-normally; each
/// deviation is part the donor's, shared by its cells, and part the cell's own.
/// </summary>
public static class NeuronSampler
{
    /// <summary>Share of a parameter's variance that is the donor's.</summary>
    public const double DonorShare = 0.3;

    /// <summary>Number of independent deviations of a neuron.</summary>
    public const int Deviations = 14;

    private const int Draws = 100;
    private const double ActiveSpread = 0.12;
    private const double ShiftSpread = 1.5;
    private const double MembraneNoise = 0.12;
    private const double InterquartileOfNormal = 1.349;

    /// <summary>Deviations of a donor.</summary>
    public static double[] DrawDonor(SeededRandom random)
    {
        ArgumentNullException.ThrowIfNull(random);
        return [.. Enumerable.Range(0, Deviations).Select(_ => random.NextNormal())];
    }

    /// <summary>Draws a neuron of a donor, again and again (up to 100 times) until it does not fire without current; see <see cref="RestCheck"/>.</summary>
    public static NeuronParameters Draw(ClassParameters parameters, ReadOnlySpan<double> donor, SeededRandom random)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(random);
        Span<double> z = stackalloc double[Deviations];
        NeuronParameters neuron = default;
        for (int draw = 0; draw < Draws; draw++)
        {
            for (int k = 0; k < z.Length; k++)
            {
                double drawn = (Math.Sqrt(DonorShare) * donor[k]) + (Math.Sqrt(1 - DonorShare) * random.NextNormal());
                z[k] = Math.Clamp(drawn, -2.2, 2.2);
            }

            neuron = At(parameters, z);
            if (RestCheck.IsQuiet(neuron))
            {
                break;
            }
        }

        return neuron;
    }

    /// <summary>The neuron with given deviations, in standard deviations; all zero is the class's median neuron.</summary>
    public static NeuronParameters At(ClassParameters parameters, ReadOnlySpan<double> z)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        RealQuartiles real = RealQuartiles.Of(parameters.Class);
        double resistance = LogNormal(real["input_resistance"], z[0]) * parameters.ResistanceFactor;
        double time = 1000 * LogNormal(real["tau"], (0.5 * z[0]) + (0.87 * z[1])) * parameters.TimeFactor;
        double sag = Math.Clamp(LogNormal(real["sag"], z[2]) * parameters.SagFactor, 0, 0.75);
        Quartiles baseline = real["v_baseline"];
        double rest = baseline.Median + ((baseline.Upper - baseline.Lower) / InterquartileOfNormal * z[3]);
        ActiveParameters centre = parameters.Active;
        ActiveParameters active = new()
        {
            Sodium = centre.Sodium * Math.Exp(ActiveSpread * z[4]),
            Potassium = centre.Potassium * Math.Exp(ActiveSpread * z[5]),
            Kv3 = centre.Kv3 * Math.Exp(ActiveSpread * z[6]),
            A = centre.A * Math.Exp(ActiveSpread * z[7]),
            M = centre.M * Math.Exp(2 * ActiveSpread * z[8]),
            ThresholdShift = centre.ThresholdShift + (ShiftSpread * z[9]),
            InactivationSpeed = centre.InactivationSpeed * Math.Exp(ActiveSpread * z[10]),
            PotassiumSpeed = centre.PotassiumSpeed * Math.Exp(ActiveSpread * z[11]),
            ATime = centre.ATime * Math.Exp(ActiveSpread * z[12]),
            MTime = centre.MTime * Math.Exp(ActiveSpread * z[13]),
        };
        return PassiveSolution.Solve(new PassiveProperties(rest, resistance, time, sag), active) with { NoiseCurrent = MembraneNoise / resistance * 1000 };
    }

    private static double LogNormal(Quartiles real, double z) => real.Median * Math.Exp(Math.Log(real.Upper / real.Lower) / InterquartileOfNormal * z);
}
