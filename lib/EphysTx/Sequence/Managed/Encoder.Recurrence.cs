namespace EphysTx.Sequence;

internal sealed unsafe partial class Encoder<T>
{
    /// <summary>One direction over all steps; the gates hold what the input contributes.</summary>
    private void Recur(int direction)
    {
        int hidden = _a.Hidden;
        int first = direction == 0 ? 0 : _a.Steps - 1;
        int way = direction == 0 ? 1 : -1;
        for (int i = 0, step = first; i < _a.Steps; i++, step += way)
        {
            T* gates = Gates(step, direction);
            if (i > 0)
            {
                Panels.PackRows(Half(_w.Output, step - way, direction), 2 * hidden, _cells, hidden, _w.RowPanels.Pointer);
                _kernels.Multiply(
                    _w.RowPanels.Pointer, (long)Panels.Rows * hidden, _packed.Recurrent[direction].Pointer, (long)Panels.Columns * hidden,
                    gates, 8 * hidden, _cells, 4 * hidden, hidden, accumulate: true);
            }

            T* previous = i > 0 ? Half(_w.State, step - way, direction) : null;
            T* state = Half(_w.State, step, direction);
            T* tanh = Half(_w.StateTanh, step, direction);
            T* output = Half(_w.Output, step, direction);
            for (int cell = 0; cell < _cells; cell++)
            {
                long at = (long)cell * 2 * hidden;
                _kernels.LstmForward(gates + (4 * at), previous == null ? null : previous + at, state + at, tanh + at, output + at, hidden);
            }
        }
    }

    /// <summary>The same backwards: gates become their gradients; each step's recurrent part is added to the output gradient before it.</summary>
    private void RecurBackward(int direction)
    {
        int hidden = _a.Hidden;
        int last = direction == 0 ? _a.Steps - 1 : 0;
        int way = direction == 0 ? -1 : 1;
        _w.StateGradient.Span.Clear();
        for (int i = 0, step = last; i < _a.Steps; i++, step += way)
        {
            bool atStart = i == _a.Steps - 1;
            T* gates = Gates(step, direction);
            T* previous = atStart ? null : Half(_w.State, step + way, direction);
            T* tanh = Half(_w.StateTanh, step, direction);
            T* output = Half(_w.OutputGradient, step, direction);
            for (int cell = 0; cell < _cells; cell++)
            {
                long at = (long)cell * 2 * hidden;
                _kernels.LstmBackward(gates + (4 * at), output + at, _w.StateGradient.Pointer + (cell * hidden), previous == null ? null : previous + at, tanh + at, hidden);
            }

            if (!atStart)
            {
                Panels.PackRows(gates, 8 * hidden, _cells, 4 * hidden, _w.RowPanels.Pointer);
                _kernels.Multiply(
                    _w.RowPanels.Pointer, (long)Panels.Rows * 4 * hidden, _packed.RecurrentBackward[direction].Pointer, (long)Panels.Columns * 4 * hidden,
                    Half(_w.OutputGradient, step + way, direction), 2 * hidden, _cells, hidden, 4 * hidden, accumulate: true);
            }
        }
    }

    /// <summary>Gate gradients, already packed in the row panels, against the outputs one step before.</summary>
    private void RecurrentGradient(int direction, int rows)
    {
        int hidden = _a.Hidden;
        int depth = rows - _cells;
        if (depth == 0)
        {
            return;
        }

        T* before = Half(_w.Output, direction == 0 ? 0 : 1, direction);
        int skipped = direction == 0 ? _cells : 0;
        Panels.PackColumns(before, 2 * hidden, hidden, depth, _w.ColumnPanels.Pointer);
        _kernels.Multiply(
            _w.RowPanels.Pointer + ((long)Panels.Rows * skipped), (long)Panels.Rows * rows, _w.ColumnPanels.Pointer, (long)Panels.Columns * depth,
            Parameters.RecurrentWeight[direction].Gradient, hidden, 4 * hidden, hidden, depth, accumulate: true);
    }

    private T* Gates(int step, int direction) => _w.Gates.Pointer + ((((long)step * _cells * 2) + direction) * 4 * _a.Hidden);

    private T* Half(AlignedBuffer<T> buffer, int step, int direction) => buffer.Pointer + ((((long)step * _cells * 2) + direction) * _a.Hidden);
}
