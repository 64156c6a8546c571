namespace EphysTx;

/// <summary>
/// A failure that the person at the keyboard can act on: its message is one clear sentence with the file, the place and the
/// remedy. Commands print it without a stack trace and exit with a non-zero code; anything else is a bug.
/// </summary>
public class EphysTxException : Exception
{
    /// <summary>Makes the failure with its one-sentence message.</summary>
    public EphysTxException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the failure with its one-sentence message and the error underneath.</summary>
    public EphysTxException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Makes a failure without a message; give one wherever possible.</summary>
    public EphysTxException()
    {
    }
}
