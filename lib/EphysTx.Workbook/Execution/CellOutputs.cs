using System.Text;

namespace EphysTx.Workbook.Execution;

/// <summary>
/// Collects the outputs of one cell in order and holds it to its limits. The write that goes over a limit throws, and so
/// does every one after it; what the code does about that makes no difference, because the host then ends the run.
/// </summary>
/// <param name="limits">What the cell may put out.</param>
/// <param name="transient">
/// Hears of printed lines that end in a carriage return. The next print takes their place, as in a terminal, so they are told and not kept: progress must not
/// make two runs' notebooks differ.
/// </param>
internal sealed class CellOutputs(OutputLimits limits, Action<string>? transient = null)
{
    /// <summary>What an entry costs beside its text, so that a flood of tiny values is bounded too.</summary>
    private const int EntryCost = 256;

    private readonly Lock _gate = new();
    private readonly List<CellOutput> _entries = [];
    private readonly TaskCompletionSource<string> _overLimit = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _textBytes;
    private long _valueCharacters;
    private string? _givenUp;
    private string? _givenUpBy;
    private string? _stopped;

    /// <summary>Completes with the message when the cell goes over a limit.</summary>
    public Task<string> OverLimit => _overLimit.Task;

    public OutputLimits Limits => limits;

    /// <summary>The entries so far, as they will stand in the notebook.</summary>
    public IReadOnlyList<CellOutput> Entries
    {
        get
        {
            lock (_gate)
            {
                return _entries.Select(Copy).ToArray();
            }
        }
    }

    public void Print(string stream, ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
        {
            return;
        }

        SlowDownIfStopped();
        string? told;
        lock (_gate)
        {
            ThrowIfStopped();
            _textBytes += Encoding.UTF8.GetByteCount(text);
            if (_textBytes > limits.TextMegabytes * 1e6)
            {
                AppendText(stream, text[..Math.Min(text.Length, limits.KeptCharacters)]);
                Cut();
                throw Exceed($"printed more than {limits.TextMegabytes:0.###} MB; write it to a file or print less");
            }

            told = AppendText(stream, text);
        }

        // Outside of the lock: whoever listens writes to the terminal.
        if (told is not null)
        {
            transient?.Invoke(told);
        }
    }

    public DisplayOutput Display(MimeBundle bundle, bool isResult)
    {
        SlowDownIfStopped();
        lock (_gate)
        {
            ThrowIfStopped();
            Count(bundle);
            var shown = new DisplayOutput { Bundle = bundle, IsResult = isResult };
            _entries.Add(shown);
            return shown;
        }
    }

    public void Replace(DisplayOutput shown, MimeBundle bundle)
    {
        SlowDownIfStopped();
        lock (_gate)
        {
            ThrowIfStopped();

            // A value that is replaced over and over keeps its size: only the last one is in memory.
            _valueCharacters -= Size(shown.Bundle);
            Count(bundle);
            shown.Bundle = bundle;
        }
    }

    public void Fail(CellFailure failure)
    {
        lock (_gate)
        {
            _entries.Add(new ErrorOutput(failure));
        }
    }

    /// <summary>Records that a value is too large to be shown, which ends the cell.</summary>
    public CellStoppedException ValueTooLarge()
    {
        lock (_gate)
        {
            return Exceed($"shows a value of more than {limits.ValueMegabytes:0.###} MB; write it to a file or show less");
        }
    }

    /// <summary>From here on the code that writes gets an exception.</summary>
    public void Stop(string reason)
    {
        lock (_gate)
        {
            _stopped ??= reason;
        }
    }

    private static long Size(MimeBundle bundle) => EntryCost + bundle.Parts.Sum(part => (long)part.Value.Length);

    private static CellOutput Copy(CellOutput entry) => entry switch
    {
        StreamOutput stream => stream with { Text = new StringBuilder().Append(stream.Text) },
        DisplayOutput shown => shown with { },
        _ => entry,
    };

    private void Count(MimeBundle bundle)
    {
        _valueCharacters += Size(bundle);
        if (_valueCharacters > limits.ValuesMegabytes * 1e6)
        {
            throw Exceed($"shows values of more than {limits.ValuesMegabytes:0.###} MB together; write them to files or show less");
        }
    }

    /// <summary>
    /// A loop that catches the exception and goes on shall not take the processor from the host while that ends the run. It
    /// cannot be held for good: it may hold the console's lock, which the host needs for its message.
    /// </summary>
    private void SlowDownIfStopped()
    {
        if (Volatile.Read(ref _stopped) is not null)
        {
            Thread.Sleep(1);
        }
    }

    private void ThrowIfStopped()
    {
        if (_stopped is not null)
        {
            throw new CellStoppedException(_stopped);
        }
    }

    private CellStoppedException Exceed(string message)
    {
        _stopped ??= message;
        _overLimit.TrySetResult(message);
        return new CellStoppedException(message);
    }

    /// <summary>Appends to the stream's entry.</summary>
    /// <returns>The last line that a carriage return gave up, or null.</returns>
    private string? AppendText(string stream, ReadOnlySpan<char> text)
    {
        if (_entries.LastOrDefault() is not StreamOutput last || last.Name != stream)
        {
            // Each new entry costs too: switching between the two streams must not get around the limit.
            _textBytes += EntryCost;
            last = new StreamOutput(stream, new StringBuilder());
            _entries.Add(last);
        }

        if (_givenUpBy != stream)
        {
            (_givenUpBy, _givenUp) = (stream, null);
        }

        string? told = OverwrittenLines.Append(last.Text, text, ref _givenUp);
        if (told is not null)
        {
            // A line that is not kept does not count against the limit.
            _textBytes -= Encoding.UTF8.GetByteCount(told) + 1;
        }

        if (last.Text.Length == 0)
        {
            _entries.RemoveAt(_entries.Count - 1);
            _textBytes -= EntryCost;
        }

        return told;
    }

    /// <summary>Keeps what a person would read of a text that is too long.</summary>
    private void Cut()
    {
        int left = limits.KeptCharacters;
        foreach (StreamOutput stream in _entries.OfType<StreamOutput>().ToArray())
        {
            if (left <= 0)
            {
                _entries.Remove(stream);
            }
            else if (stream.Text.Length > left)
            {
                stream.Text.Length = left;
                stream.Text.Append("\n… (cut here)\n");
                left = 0;
            }
            else
            {
                left -= stream.Text.Length + EntryCost;
            }
        }
    }
}
