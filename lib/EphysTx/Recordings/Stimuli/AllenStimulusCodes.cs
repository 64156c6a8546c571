namespace EphysTx.Recordings.Stimuli;

/// <summary>
/// The stimulus codes of the Allen Institute's patch-clamp pipelines, grouped by stimulus name. A code stands here exactly as rigs
/// write it; codes of other pilots and of retired stimuli are unknown on purpose.
/// </summary>
internal static class AllenStimulusCodes
{
    internal static IReadOnlyList<StimulusDefinition> Definitions { get; } =
    [
        new("Test", StimulusProtocol.Excluded, Codes(
            """
            Blip_finder EXTPBLWOUT EXTPBLWOUT141203 EXTPBREAKN EXTPBREAKN141203 EXTPBREAKN180424 EXTPCllATT
            EXTPCllATT141203 EXTPCllATT180424 EXTPEXPEND EXTPEXPEND141203 EXTPEXPEND180424 EXTPGGAEND EXTPGGAEND141203
            EXTPGGAEND180424 EXTPINBATH EXTPINBATH141203 EXTPINBATH180424 EXTPRSCHEK EXTPRSCHEK150209 EXTPSAFETY
            EXTPSAFETY141203 EXTPSMOKE180424_ EXTPSMOKET EXTPSMOKET141203 EXTPSMOKET180424 NucVCLS0 NucVCLS1Leak NucVCQCLS
            NucVCSus0 NucVCSus1Leak NucVCprepulse NucVCprepulse_ NucVCstails NucVCtails NucVCzrecovms100 NucVCzrecovms5
            NucVCzrecovs1 Nuc_LS Nuc_Leak Nuc_Superthresho Nuc_VC105 Nuc_VC140 Nuc_VC35 Nuc_VC70 Nuc_VC_0 Nuc_VC_1
            Nuc_VC_10 Nuc_VC_2 Nuc_VC_3 Nuc_VC_4 Nuc_VC_5 Nuc_VC_6 Nuc_VC_LS Nuc_VC_LS_Leak Nuc_VC_STeps_250 Nuc_VC_Steps
            Nuc_VC_Steps_0ms Nuc_VC_Steps_100 Nuc_VC_Steps_10m Nuc_VC_Steps_200 Nuc_VC_Steps_250 Nuc_VC_Steps_25m
            Nuc_VC_Steps_50m Nuc_VC_Sus Nuc_VC_Sus_Leak Nuc_VC_Sustain Nuc_VC_prepulse_ Rheobase_finder RundownTest
            RundownTestLong VCLAMP_RNA_STIM
            """)),
        new("Search", StimulusProtocol.Excluded, Codes(
            """
            LP_Search SP_Search X2LP_Search X5SP_Search Y2LP_Search
            """)),
        new("Long Square", StimulusProtocol.LongSquare, Codes(
            """
            C1LSCOARSE C1LSCOARSE141203 C1LSCOARSE150112 C1LSCOARSE150216 C1LSCOARSE150217 C1LSCOARSEMICRO C1LSCRESEP
            C1LSCRESEP170313 C1LSFINEST C1LSFINEST141203 C1LSFINEST150112 C1LSFINESTMICRO LP_Rheo PS_SubThresh
            PS_SupraThresh Rheo_Supra_backu X1PS_SubThresh X3LP_Rheo X4PS_SupraThresh Y3LP_Rheo Y4PS_SupraThresh
            longsquaretemp subthreshold subthreshold_171
            """)),
        new("Short Square", StimulusProtocol.ShortSquare, Codes(
            """
            C1SSCOARSE C1SSCOARSE141203 C1SSCOARSE150112 C1SSFINEST C1SSFINEST141203 C1SSFINEST150112 C2SSHM60CS
            C2SSHM60CS141203 C2SSHM60CS150112 C2SSHM60FN C2SSHM60FN141203 C2SSHM60FN150112 C2SSHM70CS C2SSHM70CS150126
            C2SSHM70FN C2SSHM70FN150126 C2SSHM80CS C2SSHM80CS141203 C2SSHM80CS150112 C2SSHM80FN C2SSHM80FN141203
            C2SSHM80FN150112 SP_Rheo X6SP_Rheo shortsquaretemp
            """)),
        new("Ramp", StimulusProtocol.Ramp, Codes(
            """
            C1RP25PR1S C1RP25PR1S141203 Ramp X7Ramp
            """)),
        new("Short Square - Triple", StimulusProtocol.Other, Codes(
            """
            C2SSTRIPLE C2SSTRIPLE141203 C2SSTRIPLE150429 C2SSTRIPLE171103
            """)),
        new("Square - 2s Suprathreshold", StimulusProtocol.Other, Codes(
            """
            C2SQRHELNG C2SQRHELNG141203 C2SQRHELNG150112 C2SQRHELNG150216
            """)),
        new("Square - 0.5ms Subthreshold", StimulusProtocol.Other, Codes(
            """
            C1SQCAPCHK C1SQCAPCHK141203
            """)),
        new("Ramp to Rheobase", StimulusProtocol.Other, Codes(
            """
            C2NSRMPRH2 C2NSRMPRH2150119 C2NSRMPRH2150120 C2NSRMPRH2150216 C2NSRMPRH2150217 C2NSRMPRHE C2NSRMPRHE141203
            C2NSRMPRHE150112
            """)),
        new("Noise 1", StimulusProtocol.Other, Codes(
            """
            C1NSD1SHORT C1NSD1SHORT17110 C1NSD1SHORT171103 C1NSSEED C1NSSEED_1 C1NSSEED_1141203 C1NSSEED_1150112
            C1NSSEED_1150216 C1NSSEED_1150217 C2NSD1SHORT17110
            """)),
        new("Noise 2", StimulusProtocol.Other, Codes(
            """
            C1NSD2SHORT17110 C1NSSEED_2 C1NSSEED_2141203 C1NSSEED_2150112 C1NSSEED_2150216 C1NSSEED_2150217
            C2NSD2SHORT17110
            """)),
        new("Chirp A Threshold", StimulusProtocol.Other, Codes(
            """
            C2CHIRPA C2CHIRPA180503
            """)),
    ];

    private static string[] Codes(string text) => text.Split([' ', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries);
}
