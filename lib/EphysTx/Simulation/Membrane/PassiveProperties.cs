namespace EphysTx.Simulation.Membrane;

/// <summary>What a neuron shall do below threshold; see <see cref="PassiveSolution"/>.</summary>
/// <param name="Rest">Resting potential, in mV.</param>
/// <param name="InputResistance">Peak deflection by current, in MΩ.</param>
/// <param name="TimeConstant">In ms.</param>
/// <param name="Sag">Part of the peak deflection that is gone in the steady state, 0 to below 1.</param>
public readonly record struct PassiveProperties(double Rest, double InputResistance, double TimeConstant, double Sag);

/// <summary>
/// From passive properties to leak, h-conductance and capacitance, without a search. Three balances of current (at rest, at the peak with the
/// h-gate still as at rest, and in the steady state of a -110 pA step) are linear in leak, leak · reversal and h-conductance; C = tau / R.
/// </summary>
public static class PassiveSolution
{
    private const double StepCurrent = -110;

    /// <summary>The neuron with these passive properties and active conductances.</summary>
    public static NeuronParameters Solve(PassiveProperties passive, ActiveParameters active)
    {
        double capacitance = passive.TimeConstant / passive.InputResistance * 1000;
        double sag = passive.Sag;
        double rest = passive.Rest;
        double deflection = passive.InputResistance * StepCurrent / 1000;
        double peak = rest + deflection;
        double steady = rest + (deflection * (1 - sag));
        double iRest = Current(rest), iPeak = Current(peak), iSteady = Current(steady);
        double hRest = H(rest, rest), hPeak = H(rest, peak), hSteady = H(steady, steady);

        // gL (V - rest) + gH (h(V) - h(rest)) = step - (i(V) - i(rest)) at the peak and in the steady state.
        double b1 = StepCurrent - (iPeak - iRest), b2 = StepCurrent - (iSteady - iRest);
        double a11 = peak - rest, a12 = hPeak - hRest, a21 = steady - rest, a22 = hSteady - hRest;
        double determinant = (a11 * a22) - (a12 * a21);
        double leak = ((b1 * a22) - (a12 * b2)) / determinant;
        double h = ((a11 * b2) - (a21 * b1)) / determinant;
        if (!(h > 0) || !double.IsFinite(h))
        {
            h = 0;
            leak = b1 / a11;
        }

        leak = Math.Max(leak, 0.3);
        double reversal = rest + (((h * hRest) + iRest) / leak);
        return new NeuronParameters { Capacitance = capacitance, Leak = leak, LeakReversal = reversal, Rest = rest, H = h, Active = active };

        double Current(double v) => capacitance * ChannelKinetics.SteadyActiveCurrent(v, active);
        double H(double gateAt, double v) => ChannelKinetics.Gate(7, gateAt, active).Steady * (v - ChannelKinetics.HReversal);
    }
}
