using EphysTx.Hdf5;
using EphysTx.Recordings;

namespace EphysTx.Features.Extraction;

/// <summary>Says of a file that gave no recording what is wrong with it.</summary>
internal static class FileProblem
{
    /// <summary>Whether a reason concerns the file as such, not what was recorded.</summary>
    public static bool IsOfFile(FailureReason reason) => reason is FailureReason.UnreadableFile or FailureReason.FileNotFound or FailureReason.AccessDenied
        or FailureReason.EmptyFile or FailureReason.ForeignFile or FailureReason.TruncatedFile or FailureReason.DamagedFile or FailureReason.NetworkFailure;

    /// <summary>The typed reason behind an error that ended the reading of a recording.</summary>
    public static FailureReason ReasonOf(Exception error)
    {
        for (Exception? one = error; one is not null; one = one.InnerException)
        {
            switch (one)
            {
                case Hdf5Exception hdf5:
                    return ReasonOf(hdf5);
                case FileNotFoundException or DirectoryNotFoundException:
                    return FailureReason.FileNotFound;
                case UnauthorizedAccessException:
                    return FailureReason.AccessDenied;
                case HttpRequestException or Storage.DownloadException:
                    return FailureReason.NetworkFailure;
                case EphysTxException or IOException:
                    break;
                default:
                    return one is OverflowException or ArgumentException ? FailureReason.DamagedFile : FailureReason.Unexpected;
            }
        }

        // What reads as HDF5 and is no recording of NWB 2.
        return error is EphysTxException and not AnalysisFailureException ? FailureReason.ForeignFile : FailureReason.UnreadableFile;
    }

    /// <summary>One sentence for a person, without the folder that the file stands in.</summary>
    public static string Describe(Exception error, string location, string file)
    {
        if (error is OutOfMemoryException)
        {
            return NoMemoryFor(file);
        }

        string text = error is EphysTxException or IOException or UnauthorizedAccessException
            ? error.Message
            : $"{error.GetType().Name}: {error.Message}";
        return text.Replace(location, file, StringComparison.Ordinal).ReplaceLineEndings(" ");
    }

    /// <summary>Memory ran out while a file was read.</summary>
    public static string NoMemoryFor(string file) => $"{file}: there is not enough memory for it beside the others; give fewer --workers, or take a machine with more.";

    private static FailureReason ReasonOf(Hdf5Exception error)
    {
        if (error.InnerException is FileNotFoundException or DirectoryNotFoundException)
        {
            return FailureReason.FileNotFound;
        }

        return error.Kind switch
        {
            Hdf5ErrorKind.NotHdf5 => FailureReason.ForeignFile,
            Hdf5ErrorKind.Truncated => FailureReason.TruncatedFile,
            Hdf5ErrorKind.Corrupt or Hdf5ErrorKind.LimitExceeded or Hdf5ErrorKind.WrongType => FailureReason.DamagedFile,
            Hdf5ErrorKind.NotFound => FailureReason.ForeignFile,
            Hdf5ErrorKind.ReadFailed when error.InnerException is UnauthorizedAccessException => FailureReason.AccessDenied,
            Hdf5ErrorKind.ReadFailed when error.FileName?.StartsWith("http", StringComparison.OrdinalIgnoreCase) == true => FailureReason.NetworkFailure,
            _ => FailureReason.UnreadableFile,
        };
    }
}
