namespace EphysTx.Features.Register;

/// <summary>What the preset <c>recommended</c> does differently from <c>paper</c>, and why.</summary>
internal static class PresetNotes
{
    public const string Text =
        """
        `paper` gives what the paper's code gives, its traps included. `recommended` has the same definitions without the traps:

        | trap in `paper` | in `recommended` | reason |
        |---|---|---|
        | files without sweep table are refused; the offset of a series is ignored | other tables pair the series; the offset is added | the format says so |
        | sweeps that fail quality control stay in | they are dropped | quality control that nothing looks at controls nothing |
        | when every sweep is tagged, all sweeps come back, voltage clamp included | the cell has no sweeps and says so | an accident of an empty filter |
        | one sweep that cannot be read fails the cell | the sweep is dropped with its reason | the others are sound |
        | one long-square sweep that cannot be measured takes all twelve families with it | the sweep is dropped with its reason | the same |
        | a missing sample inside a recording turns the filtered sweep into nothing, and the sweep counts as silent | the sweep is dropped with its reason | it is not known to be silent |
        | a cell without spikes, without subthreshold sweeps or with one target amplitude loses all families | only the families concerned are missing | the others do not depend on them |
        | a cell without short squares fails | it does not | no family needs them |
        | the first sweep's window serves for all sweeps | each sweep has its own | an odd first sweep changes the length of every family and moves every measure |
        | a window ends with the last sample that is on | it ends when the stimulus is off | steps had 139 points of 140 and bins of 19.9996 ms |
        | the action potential is that of the long square alone | short square, long square and ramp, each NaN when it has none | the code means to use all three, and Gouwens et al. 2020 do |
        | short squares are searched within the 3 ms pulse only | 100 ms longer | most of their spikes peak after the pulse |
        | a clipped last spike is part of the search for the fast trough before it | the search ends at its threshold | otherwise two spikes are lost instead of one |
        | recordings at 20 kHz and below are refused or filtered at the Nyquist frequency | the low-pass lies at 45 % of the Nyquist frequency at most | 16 kHz and 20 kHz recordings have usable spikes |
        | spikes that begin before the step count for some measures and not for others | they are dropped | they give negative and infinite frequencies |
        | target 0 may be another sweep than rheobase | it is rheobase | repeated amplitudes should not change the cell's first target |
        | a step made from one neighbouring amplitude is scaled in its recovery too | it is not | one made from two neighbours is not either |
        | one unknown fast trough gives up `isi_shape`; one target with clipped spikes only gives up five families | the interval is skipped; the target counts as missing | the others are sound |

        """;
}
