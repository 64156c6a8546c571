using EphysTx.Statistics;
using EphysTx.Storage;

namespace EphysTx.Sequence;

/// <summary>Makes a classifier of a file. It believes neither the description nor the tensors: sizes are compared with the file before anything of that size is made.</summary>
internal sealed class StoredClassifierReader(SafeTensorsFile file, StoredClassifier stored, ISequenceEngine engine)
{
    // Far above anything trained; they keep products of sizes from overflowing.
    private const int MostUnits = 1 << 16;
    private const long MostValuesOfACell = 1 << 24;

    public SequenceClassifier Read()
    {
        var layout = new SequenceLayout(stored.Families, stored.Widths);
        Require(stored.Members.Length > 0 && Array.TrueForAll(stored.Members, IsWhole), "it has no model, or only a part of one");
        Require(AreNames(stored.Classes), "its names of classes are empty or occur twice");
        Require(AreNames(stored.Families), "its names of families are empty or occur twice");
        Require((long)layout.Steps * layout.Width <= MostValuesOfACell && layout.Widths.Sum(width => (long)width) <= MostValuesOfACell, "its families are impossibly wide");
        var classifier = new SequenceClassifier([.. stored.Members.Select((member, i) => ReadMember(member, SequenceClassifierFile.Prefix(i, stored.Members.Length), layout))])
        {
            Classes = stored.Classes,
        };
        int known = classifier.Members.Sum(member => member.Model.Tensors().Count + 2);
        Require(file.Tensors.Count == known, $"it has {file.Tensors.Count} tensors, but its models take {known}");
        return classifier;
    }

    // JSON may hold null wherever a list has a place.
    private static bool IsWhole(StoredMember? member) => member is not null && Array.TrueForAll(member.Heads, head => head is not null) && member.Fit.History.All(epoch => epoch is not null);

    private static bool AreNames(string[] names) => !Array.Exists(names, string.IsNullOrEmpty) && names.Distinct(StringComparer.Ordinal).Count() == names.Length;

    private SequenceMember ReadMember(StoredMember member, string prefix, SequenceLayout layout)
    {
        CheckSizes(member, prefix, layout);
        ISequenceModel model = engine.Create(member.Architecture, member.Heads, seed: 0);
        model.Load([.. model.Tensors().Select(tensor => new NamedTensor(tensor.Name, tensor.Shape, Weights(prefix + tensor.Name, [.. tensor.Shape])))]);
        double[] mean = Numbers(prefix + SequenceClassifierFile.Mean, layout.Widths.Sum());
        double[] deviation = Numbers(prefix + SequenceClassifierFile.Deviation, layout.Widths.Sum());
        Require(!Array.Exists(mean, double.IsInfinity) && Array.TrueForAll(deviation, double.IsFinite), "a mean or deviation of its standardisation is no finite number");
        return new SequenceMember(model, member.Head, SequenceStandardizer.From(layout, stored.Missing, new Standardizer(mean, deviation)), member.Priors, member.Fit);
    }

    private void CheckSizes(StoredMember member, string prefix, SequenceLayout layout)
    {
        SequenceArchitecture encoder = member.Architecture;
        encoder.Check();
        Require(encoder.Hidden <= MostUnits && encoder.AttentionHidden <= MostUnits, "it claims an impossible number of hidden units");
        Require(encoder.Width == layout.Width && encoder.Steps == layout.Steps, $"its model takes {encoder.Steps} families of width {encoder.Width}, but it names {layout.Steps} of width {layout.Width}");
        file.Get(prefix + "lstm.weight_ih_l0", 4 * encoder.Hidden, encoder.Width);
        file.Get(prefix + "lstm.weight_hh_l0", 4 * encoder.Hidden, encoder.Hidden);
        if (encoder.Pooling == SequencePooling.Attention)
        {
            file.Get(prefix + "attention.0.weight", encoder.AttentionHidden, 2 * encoder.Hidden);
        }

        foreach (SequenceHead head in member.Heads)
        {
            head.Check();
            file.Get(prefix + head.Name + (head.Kind == HeadKind.ArcFace ? ".weight" : ".2.weight"), head.Classes, 2 * encoder.Hidden);
        }

        int classes = stored.Classes.Length;
        Require(member.Heads.Any(head => head.Name == member.Head && head.Classes == classes), $"its model has no head '{member.Head}' of {classes} classes");
        Require(
            member.Priors is null || (member.Priors.Priors.Count == classes && member.Priors.Priors.All(prior => prior is >= 0 and <= 1) && double.IsFinite(member.Priors.Tau)),
            $"its priors are not {classes} shares from 0 to 1");
    }

    private float[] Weights(string name, int[] shape)
    {
        SafeTensor tensor = file.Get(name, shape);
        Require(tensor.Type == SafeTensorType.F32, $"the tensor '{name}' is not in single precision");
        float[] values = tensor.ToSingles();
        Require(Array.TrueForAll(values, float.IsFinite), $"the tensor '{name}' holds a value that is no finite number");
        return values;
    }

    private double[] Numbers(string name, int count)
    {
        SafeTensor tensor = file.Get(name, count);
        Require(tensor.Type == SafeTensorType.F64, $"the tensor '{name}' is not in double precision");
        return tensor.ToDoubles();
    }

    private void Require(bool condition, string what)
    {
        if (!condition)
        {
            throw new EphysTxException($"{file.Name} is damaged or was written by another version: {what}; write it again.");
        }
    }
}
