using EphysTx.Cohorts.Sources;

namespace EphysTx.Workbook.Commands;

/// <summary>
/// Prints how fetching goes: one line a file when it is done, and one for each wait or retry. It prints on the reporting thread, so that
/// lines keep their order.
/// </summary>
internal sealed class FetchReport(TextWriter output, bool onlyChanges = false) : IProgress<FetchProgress>
{
    private static readonly TimeSpan LongDownload = TimeSpan.FromSeconds(2);
    private TimeSpan _nextLine = LongDownload;
    private SourceFile? _file;

    public void Report(FetchProgress value)
    {
        if (_file != value.File)
        {
            _file = value.File;
            _nextLine = LongDownload;
        }

        switch (value.Stage)
        {
            case FetchStage.AlreadyHere when !onlyChanges:
                Line(value, "already here");
                break;
            case FetchStage.Copied:
                Line(value, $"copied from {value.Detail}");
                break;
            case FetchStage.Downloaded:
                Line(value, $"downloaded at {ByteSize.Format(value.BytesPerSecond)}/s");
                break;
            case FetchStage.Downloading when value.Elapsed >= _nextLine:
                _nextLine = value.Elapsed + LongDownload;
                Line(value, $"{100 * value.BytesDone / value.File.Bytes} % at {ByteSize.Format(value.BytesPerSecond)}/s");
                break;
            case FetchStage.Retrying:
                Line(value, $"trying again: {value.Detail}");
                break;
            case FetchStage.Waiting:
                output.WriteLine($"waiting: {value.Detail}");
                break;
            case FetchStage.Failed:
                Line(value, "failed");
                break;
        }
    }

    private void Line(FetchProgress value, string what) => output.WriteLine($"{value.File.Name,-38} {ByteSize.Format(value.File.Bytes),8}  {what}");
}
