#pragma warning disable CA1859 // one signature for all entries of the table matters more here than the cost of boxing
using System.Globalization;
using System.Text.Json;
using EphysTx.Features.Families;
using EphysTx.Features.Protocols;
using EphysTx.Features.Signals;
using EphysTx.Features.Spikes;
using EphysTx.Features.SpikeTrains;
using EphysTx.Features.Subthreshold;
using EphysTx.Recordings;
using EphysTx.Recordings.Epochs;
using EphysTx.Recordings.Quality;
using EphysTx.Recordings.Stimuli;
using EphysTx.Tests.Decomposition;

namespace EphysTx.Tests.Features;

/// <summary>From the function names of golden/cases to our functions.</summary>
internal static class GoldenFunctions
{
    public static Dictionary<string, Func<CaseInputs, object?>> All { get; } = new(StringComparer.Ordinal)
    {
        ["adaptation_index"] = x => SpikeTrain.AdaptationIndex(x.Numbers("isis")),
        ["average_rate"] = AverageRate,
        ["baseline_voltage"] = x => StepResponse.Baseline(x.Numbers("v"), x.Time(x.Numbers("v").Length), x.Number("start"), x.Number("interval")),
        ["bessel4_lowpass"] = Bessel,
        ["detect_putative"] = DetectPutative,
        ["dvdt"] = x => VoltageDerivative.Compute(x.Numbers("v"), x.Time(0), x.Maybe("filter_khz")),
        ["experiment_epoch"] = x => Epoch(SweepEpochs.Around(
            SweepEpochs.FindStimulus(x.Samples("current"), x.Samples("current").Length, x.Flag("test_pulse")), x.Number("rate_hz"))),
        ["fi_slope"] = x => StepResponse.Slope(x.Numbers("amps"), x.Numbers("rates")),
        ["filtfilt_bessel4"] = x => new BesselLowPass(Fourth(x).Number("wn_fraction_of_nyquist")).Filter(x.Numbers("x")),
        ["find_time_index"] = x => x.Time(0).IndexOf(x.Number("t0")),
        ["first_ap"] = FirstAp,
        ["flat_not_nan"] = x => Enumerable.Range(0, x.Numbers("a").Length).Where(k => !double.IsNaN(x.Numbers("a")[k])).ToArray(),
        ["has_fixed_dt"] = x => x.Time(0).HasFixedStep(),
        ["hyperpolarising_sweeps"] = Hyperpolarising,
        ["input_resistance"] = InputResistance,
        ["inst_freq"] = x => BinnedTrains.InstantaneousFrequency(Trains(x), x.Integer("width_ms")),
        ["isi_shape"] = Isi,
        ["isi_shape_sweep_choice"] = IsiChoice,
        ["nan_trailing_zeros"] = TrailingZeros,
        ["ontology"] = Ontology,
        ["psth"] = x => BinnedTrains.Psth(Trains(x), x.Integer("width_ms")),
        ["recording_epoch"] = x => Epoch(SweepEpochs.FindRecording(x.Samples("response"))),
        ["rheobase_and_hero"] = RheobaseAndHero,
        ["sparse_pca"] = GoldenSparsePca.Fit,
        ["sparse_pca_consolidate"] = GoldenSparsePca.Consolidate,
        ["spike_detection"] = GoldenSpikes.Detect,
        ["spike_feature_bins"] = SpikeFeatureBins,
        ["stability_and_noise_epochs"] = QualityWindows,
        ["step_stim_amplitude"] = x => Map(
            ("long", StepResponse.LongStepAmplitude(x.Samples("current"), x.Time(0), x.Number("start"))),
            ("short", StepResponse.ShortStepAmplitude(x.Samples("current")))),
        ["step_subthreshold"] = StepSubthreshold,
        ["stim_characteristics"] = StimulusCharacteristics,
        ["stim_epoch"] = x => Epoch(SweepEpochs.FindStimulus(x.Samples("current"), x.Samples("current").Length, x.Flag("test_pulse"))),
        ["stim_interval"] = x => StimulusShape.OnsetInterval(x.Samples("stimulus"), x.Integer("start_index"), x.Number("rate_hz")),
        ["stimulus_code_from_description"] = x => StimulusCode.FromDescription(x.Text("stimulus_description")),
        ["subsample_average"] = x => BlockMean.Compute(x.Numbers("x"), x.Integer("width"), Incomplete(x)),
        ["subthresh_norm"] = SubthreshNorm,
        ["suprathreshold_choice"] = x => SweepChoice.Suprathreshold(
            x.Numbers("stim_amp"), x.Numbers("avg_rate"), x.Number("rheobase"), x.Numbers("targets"), x.Number("tol"), x.Maybe("shift")),
        ["sweep_epoch"] = x => Epoch(SweepEpochs.WholeSweep(x.Samples("response"))),
        ["sweep_epochs_and_tags"] = EpochsAndTags,
        ["sweep_qc"] = Quality,
        ["sweep_qc_features"] = QualityFeatures,
        ["test_pulse_epoch"] = x => Epoch(SweepEpochs.FindTestPulse(x.Samples("current"), x.Number("rate_hz"))),
        ["time_constant"] = TimeConstantOf,
        ["unit_name"] = x => SignalUnit.Name(x.Text("unit")),
        ["vm_delta"] = x => SweepQuality.Delta(x.Number("mean_start"), x.Number("mean_end")),
        ["vm_mean_rms"] = x => Pair(SweepQuality.MeanAndDeviation(x.Numbers("values"))),
        ["voltage_deflection"] = Deflection,
    };

    public static Dictionary<string, object?> Map(params (string Name, object? Value)[] entries) => entries.ToDictionary(entry => entry.Name, entry => entry.Value);

    private static object? Epoch(SampleEpoch? epoch) => epoch is SampleEpoch found ? new[] { found.Start, found.End } : null;

    private static double[] Pair((double First, double Second) pair) => [pair.First, pair.Second];

    private static IncompleteBlock Incomplete(CaseInputs x) => x.Flag("patched_subsample", x.Flag("patched", false)) ? IncompleteBlock.Drop : IncompleteBlock.Reject;

    private static CaseInputs Fourth(CaseInputs x)
    {
        Assert.Equal(4, x.Integer("order"));
        return x;
    }

    private static object AverageRate(CaseInputs x)
    {
        TimeAxis time = x.Time(x.Integer("n"));
        double[] times = [.. x.Integers("threshold_indices").Select(index => time[index])];
        return SpikeTrain.Rate(times, x.Number("start", time[0]), x.Number("end", time[time.Length - 1]));
    }

    private static object Bessel(CaseInputs x)
    {
        BesselLowPass filter = new(Fourth(x).Number("wn_fraction_of_nyquist"));
        return x.Has("want")
            ? Map(("zi", filter.SteadyState.ToArray()))
            : Map(("b", filter.Numerator.ToArray()), ("a", filter.Denominator.ToArray()));
    }

    private static object DetectPutative(CaseInputs x)
    {
        double[] voltage = x.Numbers("v");
        double[] slope = VoltageDerivative.Compute(voltage, x.Time(voltage.Length), x.Number("filter_khz", 10));
        return SpikeStages.Putative(slope, 0, voltage.Length - 1, new SpikeDetectionOptions().DerivativeCutoff);
    }

    private static object FirstAp(CaseInputs x)
    {
        List<ActionPotentialStart> starts = [];
        int[] thresholds = x.Integers("threshold_index");
        foreach (JsonElement sweep in x.Json.GetProperty("sweeps").EnumerateArray())
        {
            double[] voltage = CaseInputs.Numbers(sweep);
            starts.Add(new ActionPotentialStart(voltage, x.Time(voltage.Length), thresholds[starts.Count]));
        }

        double[] shape = ActionPotentialShape.Voltage(starts, x.Number("target_rate"), x.Number("window"), Incomplete(x));
        return new object[] { shape, ActionPotentialShape.Differences(shape) };
    }

    private static object Hyperpolarising(CaseInputs x)
    {
        double[] amplitudes = x.Numbers("stim_amp");
        IReadOnlyList<HyperpolarisingStep> steps =
            SubthresholdFamilies.Steps(amplitudes, new double[amplitudes.Length], x.Numbers("baseline"), x.Numbers("deflect"));
        return Map(
            ("order", steps.Select(step => step.Amplitude).ToArray()),
            ("sweep_index", steps.ToDictionary(step => Key(step.Amplitude), step => (object?)step.Position)),
            ("base_deflect", steps.ToDictionary(step => Key(step.Amplitude), step => (object?)new[] { step.Baseline, step.Deflection })));
    }

    private static string Key(double amplitude) => amplitude.ToString("0.0", CultureInfo.InvariantCulture) is var text && double.IsNegative(amplitude) && text[0] != '-' ? "-" + text : amplitude.ToString("0.0", CultureInfo.InvariantCulture);

    private static object InputResistance(CaseInputs x)
    {
        double[] voltage = x.Numbers("v");
        TimeAxis time = x.Time(voltage.Length);
        (double deflection, _) = StepResponse.Minimum(voltage, time, x.Number("start"), x.Number("end"));
        double baseline = StepResponse.Baseline(voltage, time, x.Number("start"), x.Number("baseline_interval"));
        double amplitude = StepResponse.LongStepAmplitude(x.Samples("current"), time, x.Number("start"));
        return StepResponse.InputResistance([amplitude], [deflection], [baseline]);
    }

    private static IReadOnlyList<TrainSweep?> Trains(CaseInputs x) => [.. x.Json.GetProperty("spikes").EnumerateArray().Select(spikes =>
        spikes.ValueKind == JsonValueKind.Null ? null : new TrainSweep(CaseInputs.Numbers(spikes.GetProperty("threshold_t")), x.Number("start"), x.Number("end")))];

    private static object SpikeFeatureBins(CaseInputs x) => BinnedTrains.SpikeFeature(
        [.. x.Json.GetProperty("spikes").EnumerateArray().Select(spikes => Complete(x, spikes))], x.Integer("width_ms"));

    private static (TrainSweep Sweep, double[] Values)? Complete(CaseInputs x, JsonElement spikes)
    {
        if (spikes.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        bool[] clipped = [.. spikes.GetProperty("clipped").EnumerateArray().Select(flag => flag.GetBoolean())];
        double[] times = CaseInputs.Numbers(spikes.GetProperty("threshold_t"));
        double[] values = CaseInputs.Numbers(spikes.GetProperty(x.Text("feature")));
        int[] kept = [.. Enumerable.Range(0, clipped.Length).Where(k => !clipped[k])];
        return (new TrainSweep([.. kept.Select(k => times[k])], x.Number("start"), x.Number("end")), [.. kept.Select(k => values[k])]);
    }

    private static object Isi(CaseInputs x)
    {
        double[] voltage = x.Numbers("v");
        double[] troughs = x.Numbers("fast_trough_index");
        double[] times = x.Has("fast_trough_t") ? x.Numbers("fast_trough_t") : [.. troughs.Select(_ => double.NaN)];
        int[] thresholds = x.Integers("threshold_index");
        double[] levels = x.Numbers("threshold_v");
        IsiSpike[] spikes = [.. troughs.Select((trough, k) => new IsiSpike(thresholds[k], levels[k], double.IsNaN(trough) ? -1 : (int)trough, times[k]))];
        IsiShapeOptions options = new() { Points = x.Integer("n_points") };
        return IsiShape.Compute(voltage, x.Time(voltage.Length), spikes, x.Number("end"), options with
        {
            SteadyStateInterval = x.Number("steady_state_interval", options.SteadyStateInterval),
            SingleMaxDuration = x.Number("single_max_duration", options.SingleMaxDuration),
        });
    }

    private static object IsiChoice(CaseInputs x)
    {
        double[] rates = x.Numbers("avg_rate");
        int chosen = SweepChoice.IsiSweep(x.Numbers("stim_amp"), rates, [.. rates.Select(_ => x.Number("duration"))], x.Integer("min_spike"));
        return Map(("sweep_index", chosen), ("spikes_index", chosen));
    }

    private static object TrailingZeros(CaseInputs x)
    {
        double[] response = x.Numbers("response");
        TraceCleaning.MarkTrailingZeros(response);
        float[] single = [.. x.Numbers("response").Select(value => (float)value)];
        TraceCleaning.MarkTrailingZeros(single);
        Assert.Equal(response.Select(double.IsNaN), single.Select(float.IsNaN));
        return response;
    }

    private static object Ontology(CaseInputs x)
    {
        StimulusOntology ontology = StimulusOntology.Allen;
        string code = x.Text("code");
        return Map(
            ("name", ontology.NameOf(code)),
            ("long_square", ontology.Is(code, StimulusProtocol.LongSquare)),
            ("short_square", ontology.Is(code, StimulusProtocol.ShortSquare)),
            ("ramp", ontology.Is(code, StimulusProtocol.Ramp)),
            ("excluded", ontology.Is(code, StimulusProtocol.Excluded)));
    }

    private static object RheobaseAndHero(CaseInputs x)
    {
        CaseInputs table = new(x.Json.GetProperty("table"));
        double[] amplitudes = table.Numbers("stim_amp");
        int[] index = x.Integers("index");
        (int rheobase, int? hero) = LongSquareAnalysis.RheobaseAndHero(amplitudes);
        return Map(
            ("rheobase_index", index[rheobase]),
            ("rheobase_amp", amplitudes[rheobase]),
            ("hero_index", hero is int h ? index[h] : null),
            ("hero_amp", hero is int a ? amplitudes[a] : null));
    }

    private static object QualityWindows(CaseInputs x)
    {
        (int index, double rate) = (x.Integer("index"), x.Number("rate_hz"));
        return Map(
            ("first_stability", Epoch(QualityEpochs.FirstStability(index, rate))),
            ("last_stability", Epoch(QualityEpochs.LastStability(index, rate))),
            ("first_noise", Epoch(QualityEpochs.FirstNoise(index, rate))),
            ("last_noise", Epoch(QualityEpochs.LastNoise(index, rate))));
    }

    private static List<StepTrace> Traces(CaseInputs x)
    {
        JsonElement sweeps = x.Json.GetProperty("sweeps");
        IEnumerable<string> order = x.Has("order")
            ? x.Json.GetProperty("order").EnumerateArray().Select(key => key.GetString()!)
            : sweeps.EnumerateObject().Select(property => property.Name);
        return [.. order.Select(key => new StepTrace(double.Parse(key, CultureInfo.InvariantCulture), Trace(x, sweeps.GetProperty(key))))];
    }

    private static double[] Trace(CaseInputs x, JsonElement sweep)
    {
        double[] voltage = CaseInputs.Numbers(sweep.ValueKind == JsonValueKind.Object ? sweep.GetProperty("v") : sweep);
        TimeAxis time = sweep.ValueKind == JsonValueKind.Object ? TimeAxis.FromTimes(CaseInputs.Numbers(sweep.GetProperty("t"))) : x.Time(voltage.Length);
        return SubthresholdFamilies.Trace(voltage, time, x.Number("start"), x.Number("end"), x.Number("extend"), x.Number("bin"), Incomplete(x));
    }

    private static object StepSubthreshold(CaseInputs x) => SubthresholdFamilies.StepSubthreshold(
        Traces(x), x.Numbers("targets"), (int)Math.Round(x.Number("extend") / x.Number("bin"), MidpointRounding.ToEven), tolerance: x.Number("tol"));

    private static object SubthreshNorm(CaseInputs x)
    {
        JsonElement bases = x.Json.GetProperty("base_deflect");
        List<HyperpolarisingStep> steps = [.. x.Json.GetProperty("order").EnumerateArray().Select((key, k) =>
        {
            double[] pair = CaseInputs.Numbers(bases.GetProperty(key.GetString()!));
            return new HyperpolarisingStep(double.Parse(key.GetString()!, CultureInfo.InvariantCulture), k, pair[0], pair[1]);
        })];
        HyperpolarisingStep step = SubthresholdFamilies.NormStep(steps, x.Number("target"))
            ?? throw new AnalysisFailureException(FailureReason.NoHyperpolarisingSweeps, null, "No steps.");
        return SubthresholdFamilies.Normalised(Traces(x)[step.Position].Trace, step.Baseline, step.Deflection);
    }

    private static object StimulusCharacteristics(CaseInputs x)
    {
        double[] time = x.Numbers("time");
        StimulusShape shape = StimulusShape.Measure(x.Samples("current"), time.Length, 1 / (time[1] - time[0]), x.Flag("test_pulse"));
        return Map(
            ("start_time", shape.StartTime), ("duration", shape.Duration), ("amplitude", shape.Amplitude), ("start_index", shape.Start), ("end_index", shape.End));
    }

    private static object EpochsAndTags(CaseInputs x)
    {
        SampleArray current = x.Samples("current");
        SampleArray voltage = x.Samples("voltage");
        double rate = x.Number("rate_hz");
        SweepEpochs epochs = SweepEpochs.Find(current, voltage, rate);
        int length = epochs.Recording!.Value.End + 1;
        TimeAxis time = TimeAxis.Uniform(length, rate, x.Has("align") ? epochs.Experiment!.Value.Start : 0);
        return Map(
            ("epochs", Map(
                ("test", Epoch(epochs.Test)), ("sweep", Epoch(epochs.Sweep)), ("recording", Epoch(epochs.Recording)), ("stim", Epoch(epochs.Stimulus)), ("experiment", Epoch(epochs.Experiment)))),
            ("t", Enumerable.Range(0, length).Select(k => time[k]).ToArray()),
            ("v", voltage.ToDouble(length)),
            ("i", current.ToDouble(length)),
            ("tags", SweepIntegrity.Tags(epochs, current, isRamp: false)),
            ("tags_if_ramp", SweepIntegrity.Tags(epochs, current, isRamp: true)));
    }

    private static object Quality(CaseInputs x)
    {
        CaseInputs features = new(x.Json.GetProperty("features"));
        // The change of voltage is derived from two means; any pair with that difference stands for it.
        SweepQuality quality = new(
            features.Number("pre_noise_rms_mv"), features.Number("post_noise_rms_mv", double.NaN), features.Number("slow_noise_rms_mv"), 0, features.Number("vm_delta_mv", double.NaN));
        int failures = new QualityCriteria().Failures(quality, x.Flag("is_ramp")).Count;
        return Map(("passed", failures == 0), ("n_fail", failures));
    }

    private static object QualityFeatures(CaseInputs x)
    {
        SampleArray current = x.Samples("current");
        double rate = x.Number("rate_hz");
        StimulusShape shape = StimulusShape.Measure(current, SweepEpochs.FindRecording(x.Samples("voltage")).End + 1, rate, testPulse: true);
        SweepQuality quality = SweepQuality.Measure(current, x.Samples("voltage"), rate, x.Flag("is_ramp"));
        return Map(
            ("stim", Map(
                ("stimulus_start_time", shape.StartTime),
                ("stimulus_amplitude", shape.Amplitude),
                ("stimulus_duration", shape.Duration),
                ("stimulus_interval", shape.Start is int start ? StimulusShape.OnsetInterval(current, start - 1, rate) : double.NaN))),
            ("qc", Map(
                ("pre_noise_rms_mv", quality.PreNoise),
                ("post_vm_mv", quality.PostVoltage),
                ("post_noise_rms_mv", quality.PostNoise),
                ("pre_vm_mv", quality.PreVoltage),
                ("slow_vm_mv", quality.PreVoltage),
                ("slow_noise_rms_mv", quality.SlowNoise),
                ("vm_delta_mv", quality.VoltageDelta))));
    }

    private static object TimeConstantOf(CaseInputs x)
    {
        double[] voltage = x.Has("v") ? x.Numbers("v") : ModelStep(x);
        return TimeConstant.Fit(
            voltage,
            x.Time(voltage.Length),
            x.Number("start"),
            x.Number("end"),
            x.Maybe("max_fit_end"),
            isSingle: false,
            x.Number("frac", TimeConstant.OnsetFraction),
            x.Number("baseline_interval", StepResponse.BaselineInterval));
    }

    // "v=-70; inside step v=-80+10*exp(-(t-1)/0.02)"
    private static double[] ModelStep(CaseInputs x)
    {
        double[] step = x.Numbers("step");
        double[] voltage = new double[x.Integer("n")];
        for (int k = 0; k < voltage.Length; k++)
        {
            double t = k / x.Number("rate_hz");
            voltage[k] = t >= step[0] && t < step[1]
                ? x.Number("baseline") - x.Number("A") + (x.Number("A") * Math.Exp(-(t - step[0]) / x.Number("tau")))
                : x.Number("baseline");
        }

        return voltage;
    }

    private static object Deflection(CaseInputs x)
    {
        double[] voltage = x.Numbers("v");
        TimeAxis time = x.Time(voltage.Length);
        (double deflection, int index) = x.Has("deflect") && x.Text("deflect") == "min"
            ? StepResponse.Minimum(voltage, time, x.Number("start"), x.Number("end"))
            : !x.Has("deflect") ? StepResponse.Deflection(voltage, x.Samples("current"), time, x.Number("start"), x.Number("end"))
            : StepResponse.Maximum(voltage, time, x.Number("start"), x.Number("end"));
        return new object[] { deflection, index };
    }
}
