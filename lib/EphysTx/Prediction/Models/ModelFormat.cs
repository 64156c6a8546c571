using System.Text.Json.Nodes;
using EphysTx.Cohorts;
using EphysTx.Features.Extraction;
using EphysTx.Numerics;
using EphysTx.Statistics;
using EphysTx.Storage;

namespace EphysTx.Prediction;

/// <summary>What stands in <c>model.json</c> and under which names numbers stand in <c>model.safetensors</c>.</summary>
internal static class ModelFormat
{
    private const string Kind = "ephystx-model";
    private const int Version = 2;
    private const int MostFeatures = 100_000;
    private const int MostClasses = 1000;
    private const int MostCells = 1_000_000;

    public static (SafeTensorsFile Tensors, JsonObject Json) Write(TrainedModel model)
    {
        var tensors = new List<SafeTensor>();
        var writer = new ModelWriter(tensors, "model");
        TrainingSet training = model.Training;
        var json = new JsonObject
        {
            ["kind"] = Kind,
            ["version"] = Version,
            ["library"] = ExtractionOptions.LibraryVersion,
            ["name"] = model.Name,
            ["classes"] = ModelWriter.Array(model.Classes),
            ["features"] = new JsonArray([.. model.Features.Select(feature => (JsonNode)new JsonObject
            {
                ["name"] = feature.Name, ["family"] = feature.Family, ["unit"] = feature.Unit, ["description"] = feature.Description,
            })]),
            ["training"] = new JsonObject
            {
                ["cohort"] = training.Cohort, ["species"] = training.Species.ToString(), ["simulated"] = training.IsSimulated, ["donors"] = training.Donors,
                ["seed"] = training.Seed, ["provenance"] = ModelWriter.Array(training.Provenance), ["cells"] = ModelWriter.Array(training.Cells),
            },
            ["classifier"] = ModelCodecs.Write(model.Classifier, writer.Part("classifier")),
            ["calibration"] = CalibrationFormat.Write(model.Calibration, writer.Part("calibration")),
            ["levels"] = new JsonArray([.. model.Sets.Select(sets => (JsonNode)new JsonObject
            {
                ["level"] = sets.Level, ["score"] = sets.Options.Score.ToString(), ["exchangeability"] = sets.Options.Exchangeability.ToString(),
                ["class_conditional"] = sets.Options.ClassConditional, ["never_empty"] = sets.Options.NeverEmpty,
            })]),
            ["species_check"] = model.Species is not { } species ? null : new JsonObject
            {
                ["other"] = species.Other, ["threshold"] = species.Threshold, ["caught"] = species.Caught, ["auc"] = species.Auc,
                ["columns"] = ModelWriter.Array(species.Columns), ["classifier"] = ModelCodecs.Write(species.Classifier, writer.Part("species")),
            },
            ["evaluation"] = EvaluationFormat.Write(model.Evaluation),
        };
        writer.Add("labels", training.Labels);
        writer.Add("thresholds", [.. model.Sets.SelectMany(sets => sets.Thresholds)], model.Sets.Count, model.Classes.Count);
        writer.Add("typicality.mean", model.Typicality.Standardizer.Mean);
        writer.Add("typicality.deviation", model.Typicality.Standardizer.Deviation);
        writer.Add("typicality.training", model.Typicality.Training.Values, model.Typicality.Training.Rows, model.Typicality.Training.Columns);
        writer.Add("typicality.donors", model.Typicality.Donors);
        writer.Add("typicality.references", model.Typicality.References);
        return (new SafeTensorsFile(tensors, new Dictionary<string, string> { ["format"] = $"{Kind} {Version}" }), json);
    }

    public static TrainedModel Read(ModelReader reader)
    {
        if (reader.Text("kind") != Kind || reader.Integer("version", 1, int.MaxValue) != Version)
        {
            throw new EphysTxException($"The model {reader.File} is of the kind '{reader.Text("kind")}', version {reader.Number("version")}; this version reads {Kind} {Version}.");
        }

        string[] classes = reader.Texts("classes", MostClasses);
        FeatureDefinition[] features = Features(reader);
        if (classes.Length < 2 || features.Length == 0 || classes.Distinct().Count() < classes.Length || features.Select(feature => feature.Name).Distinct().Count() < features.Length)
        {
            throw reader.Damaged("it has fewer than two classes, no feature, or a name twice");
        }

        ModelReader training = reader.Part("training", reader.Object("training"));
        string[] cells = training.Texts("cells", MostCells);
        int[] labels = reader.Integers("labels", cells.Length);
        if (cells.Length == 0 || labels.Any(label => label < 0 || label >= classes.Length) || !Enum.TryParse(training.Text("species"), out Species species))
        {
            throw reader.Damaged("its training cells have labels out of range, no species, or are none");
        }

        return new TrainedModel(
            reader.Text("name"),
            classes,
            features,
            new TrainingSet(
                training.Text("cohort"), species, training.Flag("simulated"), cells, labels, training.Integer("donors", 1, MostCells), training.Texts("provenance", 10_000), (long)training.Number("seed")),
            ModelCodecs.Read(reader.Part("classifier", reader.Object("classifier")), classes.Length, features.Length),
            CalibrationFormat.Read(reader.Part("calibration", reader.Object("calibration")), classes.Length),
            Sets(reader, classes.Length),
            TypicalityOf(reader, cells.Length, features),
            reader.Has("species_check") ? Check(reader.Part("species", reader.Object("species_check")), features.Length) : null,
            EvaluationFormat.Read(reader.Part("evaluation", reader.Object("evaluation")), classes));
    }

    private static FeatureDefinition[] Features(ModelReader reader) => [.. reader.Many("features", MostFeatures)
        .Select(one => new FeatureDefinition(one.Text("name"), one.Text("family"), one.Text("unit"), one.Text("description")))];

    private static ConformalSets[] Sets(ModelReader reader, int classes)
    {
        ModelReader[] levels = reader.Many("levels", 100);
        double[][] thresholds = [.. reader.Doubles("thresholds", levels.Length, classes).Chunk(classes)];
        return [.. levels.Select((one, i) =>
        {
            bool isSound = one.Number("level") is > 0 and < 1 & !thresholds[i].Any(double.IsNaN);
            isSound &= Enum.TryParse(one.Text("score"), out ConformalScore score) & Enum.TryParse(one.Text("exchangeability"), out ConformalExchangeability exchangeability);
            return isSound
                ? new ConformalSets(one.Number("level"), thresholds[i], new ConformalOptions
                {
                    Score = score, Exchangeability = exchangeability, ClassConditional = one.Flag("class_conditional"), NeverEmpty = one.Flag("never_empty"),
                })
                : throw reader.Damaged("the thresholds of its prediction sets are none");
        })];
    }

    private static Typicality TypicalityOf(ModelReader reader, int cells, FeatureDefinition[] definitions)
    {
        int features = definitions.Length;
        double[] mean = reader.Doubles("typicality.mean", features), deviation = reader.Finite("typicality.deviation", features), training = reader.Doubles("typicality.training", cells, features);
        int[] donors = reader.Integers("typicality.donors", cells), references = reader.Integers("typicality.references", -1);
        bool isSound = !mean.Concat(training).Any(double.IsInfinity) && deviation.All(value => value > 0) && donors.All(donor => donor >= 0)
            && references.Length > 0 && references.All(row => row >= 0 && row < cells);
        return isSound
            ? new Typicality(new Standardizer(mean, deviation), new Matrix(cells, features, training), donors, references, TrainedModel.FamiliesOf(definitions).Select(family => family.Columns))
            : throw reader.Damaged("what it keeps of its training cells has impossible numbers");
    }

    private static SpeciesCheck Check(ModelReader reader, int features)
    {
        int[] columns = reader.Indices("columns", features);
        return columns.Length == 0
            ? throw reader.Damaged("its check of the species looks at no feature")
            : new SpeciesCheck(
                reader.Text("other"), columns, ModelCodecs.Read(reader.AtSamePlace(reader.Object("classifier")), 2, columns.Length), reader.Number("threshold"), reader.Number("caught"), reader.Number("auc"));
    }
}
