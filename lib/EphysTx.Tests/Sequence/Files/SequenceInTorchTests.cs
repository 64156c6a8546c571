using System.Text.Json;
using EphysTx.Numerics;
using EphysTx.Sequence;
using EphysTx.Tests.Storage;

namespace EphysTx.Tests.Sequence.Files;

public class SequenceInTorchTests
{
    private static readonly string Script = Path.Combine(SharedData.RepositoryRoot, "lib", "EphysTx.Tests", "Sequence", "Files", "sequence_in_torch.py");

    [TorchFact]
    public void Stored_weights_give_the_same_logits_in_PyTorch()
    {
        using var folder = new ScratchFolder();
        SequenceClassifier[] classifiers = [.. StoredClassifiers.Kinds.Values.Select(options => StoredClassifiers.Fit(options))];
        string[] paths = [.. classifiers.Select((_, i) => folder.At($"model {i}.safetensors"))];
        for (int i = 0; i < paths.Length; i++)
        {
            SequenceClassifierFile.Save(classifiers[i], paths[i]);
        }

        Matrix values = StoredClassifiers.Cells.Values;
        double?[][] cells = [.. Enumerable.Range(0, values.Rows).Select(row => Array.ConvertAll(values.Row(row).ToArray(), value => double.IsNaN(value) ? (double?)null : value))];
        File.WriteAllText(folder.At("cells.json"), JsonSerializer.Serialize(cells));

        double[][][][] answer = JsonSerializer.Deserialize<double[][][][]>(PythonModule.Run(Script, [folder.At("cells.json"), .. paths]))!;

        Assert.Equal(classifiers.Select(classifier => classifier.Members.Count), answer.Select(members => members.Length));
        for (int i = 0; i < classifiers.Length; i++)
        {
            for (int m = 0; m < classifiers[i].Members.Count; m++)
            {
                SequenceMember member = classifiers[i].Members[m];
                double[] ours = member.Model.Score(member.Head, member.Standardizer.Transform(StoredClassifiers.Cells)).Logits.Values;
                double[] theirs = [.. answer[i][m].SelectMany(row => row)];
                Assert.Equal(180, theirs.Length);
                Assert.True(ours.Max(Math.Abs) > 0.1);
                Assert.All(ours.Zip(theirs), pair => Assert.Equal(pair.Second, pair.First, 1e-5));
            }
        }
    }
}
